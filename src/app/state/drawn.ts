/** Longer than any frame: in a tab that is hidden none is drawn, and nothing must wait for one. */
const PATIENCE = 100;

/** Resolves once what was changed so far has been drawn. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    requestAnimationFrame(() => {
      // A frame is drawn after its callbacks; a task comes after the frame.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        clearTimeout(timer);
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
