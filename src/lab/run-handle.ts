import { Cancelled } from '../models/recommender';
import type { Questions, Run, RunHandle } from './api';
import type { RunRecord } from './record';

type Action = 'pause' | 'resume' | 'step' | 'stopAndKeep' | 'cancel' | 'release';

/** What a handle needs of the worker. */
export interface RunChannel {
  control(id: string, action: Action): Promise<void>;
  ask(
    id: string,
    question: Exclude<keyof Questions, 'release'>,
    parameters: readonly unknown[],
  ): Promise<unknown>;
}

/** The handle of one run; see `RunHandle`. */
export function runHandle(id: string, record: Promise<RunRecord>, channel: RunChannel): RunHandle {
  const control = (action: Action) => (): Promise<void> => channel.control(id, action);
  const ask =
    <Q extends Exclude<keyof Questions, 'release'>>(question: Q) =>
    (...parameters: Parameters<Questions[Q]>) =>
      channel.ask(id, question, parameters) as ReturnType<Questions[Q]>;

  const questions: Questions = {
    recommend: ask('recommend'),
    historyOf: ask('historyOf'),
    neighbours: ask('neighbours'),
    explain: ask('explain'),
    find: ask('find'),
    artefacts: ask('artefacts'),
    release: control('release'),
  };
  return {
    id,
    record,
    ...questions,
    pause: control('pause'),
    resume: control('resume'),
    step: control('step'),
    stopAndKeep: control('stopAndKeep'),
    cancel: () => {
      // Who cancels need not also wait for the record that will not come.
      record.catch((error: unknown) => {
        if (!(error instanceof Cancelled)) throw error;
      });
      return control('cancel')();
    },
    then: (fulfilled, rejected) =>
      record.then((plain): Run => ({ ...plain, ...questions })).then(fulfilled, rejected),
  };
}
