// When very many try to come in, the server asks each browser for some work first. Nobody else is asked, as with a captcha.

/** Works out the answer, away from the page. Fails where the worker cannot be fetched. */
export function workOut(question: string): Promise<string> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL("./work.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<string>) => {
      worker.terminate();
      done(data);
    };
    worker.onerror = fail;
    worker.postMessage(question);
  });
}
