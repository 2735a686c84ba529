import type { AnswerChoice, Answers } from "../generated/wire";
import { say } from "../strings/one_to_one";
import { mine } from "./mine";

/** The four answers in words. */
export function TheAnswers({ answers }: { answers: Answers }) {
  const questions = mine.value?.questions;
  if (!questions) return null;
  const topic = wordsOf(questions.topics, answers.topic);
  const want = wordsOf(questions.wants, answers.want);
  const avoid = answers.avoid.map((code) => wordsOf(questions.avoid, code)).join(", ");
  return (
    <p>
      {say("answers.all", { topic, want, minutes: answers.minutes })}{" "}
      {avoid && say("answers.avoid", { avoid })}
    </p>
  );
}

const wordsOf = (choices: readonly AnswerChoice[], code: string): string =>
  choices.find((one) => one.code === code)?.says ?? code;
