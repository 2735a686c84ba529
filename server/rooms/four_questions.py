"""The four questions: about what, listen or share, what to leave out, how long. Their answers are codes of lists."""

import tomllib
from pathlib import Path

from server.ground.api_one_to_one import AnswerChoice, Answers, Questions
from server.ground.refusal import Refusal

FILE = Path(__file__).with_name("four_questions.toml")


def read(path: Path = FILE) -> Questions:
    of = tomllib.loads(path.read_text())
    topics, wants, avoid = ([AnswerChoice(*one) for one in of[name].items()] for name in ("topics", "wants", "avoid"))
    return Questions(topics, wants, avoid, of["minutes"])


QUESTIONS = read()


def check_answers(answers: Answers) -> None:
    """Each is one of its list. Raises Refusal."""
    lists = {
        "topic": ([answers.topic], QUESTIONS.topics),
        "want": ([answers.want], QUESTIONS.wants),
        "avoid": (answers.avoid, QUESTIONS.avoid),
    }
    for field, (given, choices) in lists.items():
        if not {choice.code for choice in choices}.issuperset(given) or len(set(given)) != len(given):
            raise Refusal("bad_request", says="Choose from the list.", field=field)
    if answers.minutes not in QUESTIONS.minutes:
        raise Refusal("bad_request", says="Choose from the list.", field="minutes")
