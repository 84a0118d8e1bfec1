import { Cancelled } from '../models/recommender';
import type { Handle, Questions, RunControls } from './api';

export type Action = 'pause' | 'resume' | 'step' | 'stopAndKeep' | 'cancel' | 'release';

/** What a handle needs of the worker. */
export interface RunChannel {
  control(id: string, action: Action): Promise<void>;
  ask(
    id: string,
    question: Exclude<keyof Questions, 'release'>,
    parameters: readonly unknown[],
  ): Promise<unknown>;
}

/** Pause, resume, step, stop and cancel of one run. */
export function runControls(
  id: string,
  record: Promise<unknown>,
  control: RunChannel['control'],
): RunControls {
  return {
    pause: () => control(id, 'pause'),
    resume: () => control(id, 'resume'),
    step: () => control(id, 'step'),
    stopAndKeep: () => control(id, 'stopAndKeep'),
    cancel: () => {
      // Who cancels need not also wait for the record that will not come.
      record.catch((error: unknown) => {
        if (!(error instanceof Cancelled)) throw error;
      });
      return control(id, 'cancel');
    },
  };
}

/** The handle of one run; see `RunHandle`. */
export function runHandle<R extends object>(id: string, record: Promise<R>, channel: RunChannel): Handle<R> {
  const ask =
    <Q extends Exclude<keyof Questions, 'release'>>(question: Q) =>
    (...parameters: Parameters<Questions[Q]>) =>
      channel.ask(id, question, parameters) as ReturnType<Questions[Q]>;

  const questions: Questions = {
    recommend: ask('recommend'),
    historyOf: ask('historyOf'),
    neighbours: ask('neighbours'),
    explain: ask('explain'),
    similarities: ask('similarities'),
    find: ask('find'),
    perUser: ask('perUser'),
    artefacts: ask('artefacts'),
    release: () => channel.control(id, 'release'),
  };
  return {
    id,
    record,
    ...questions,
    ...runControls(id, record, (run, action) => channel.control(run, action)),
    then: (fulfilled, rejected) =>
      record.then((plain): R & Questions => ({ ...plain, ...questions })).then(fulfilled, rejected),
  };
}
