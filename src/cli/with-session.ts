import type { Arguments } from './arguments';
import { Interrupted } from './failure';
import type { ProgressPrinter } from './progress';
import { Session } from './session';

/**
 * Opens a session for one piece of work, tells which adapter serves it, and closes it whatever happens.
 * Ctrl-C cancels what is running and ends the session in order.
 */
export async function withSession<T>(
  args: Pick<Arguments, 'backend' | 'adapter'>,
  progress: ProgressPrinter,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let interrupt!: () => void;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted('Interrupted.'));
  });
  interrupted.catch(() => {}); // heard by the race below
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const opening = Session.open({ ...args, onEvents: progress.print });
  try {
    const session = await Promise.race([opening, interrupted]);
    const { kind, name } = session.adapter;
    progress.say(`${name} (${kind === 'gpu' ? 'GPU' : kind === 'software' ? 'software adapter' : 'CPU'})`);
    return await Promise.race([work(session), interrupted]);
  } finally {
    progress.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await opening.then(
      (session) => session.close(),
      () => {}, // told by the race above
    );
  }
}
