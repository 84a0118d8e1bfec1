/**
 * Resolves in a new task, after messages that already wait (pause, cancel) were delivered. A MessageChannel serves
 * because nested `setTimeout(…, 0)` is held back to 4 ms; Node has `setImmediate`, which leaves no open handle.
 */
export const macrotask: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise((resolve) => setImmediate(resolve))
    : overMessageChannel();

function overMessageChannel(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
