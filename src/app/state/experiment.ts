import { computed, signal } from '@lit-labs/signals';
import { experimentSchema, type Experiment, type ExperimentInput } from '../../lab/experiment';
import type { ModelDescription } from '../../models/description';
import type { Task } from '../../models/recommender';
import { experimentIssues, parameterIssues, type Issue } from '../form/issues';
import { defaultExperiment } from '../../lab/default-experiment';
import { currentModels } from './lab';

/** The experiment as it stands in the form: plain JSON, perhaps not valid yet. */
export const draft = signal<ExperimentInput>(defaultExperiment);

/** Why the last experiment that was opened from a file or a link could not be taken; undefined: it could. */
export const openFailure = signal<unknown>(undefined);

export function setDraft(value: ExperimentInput): void {
  draft.set(value);
}

/** The same without reference models: where only the model varies they would be fitted and measured again each time. */
export function withoutBaselines(value: Experiment): Experiment {
  return { ...value, evaluation: { ...value.evaluation, baselines: false, strongBaselines: false } };
}

/** The description of the model chosen, once the lab has told which there are. */
export const chosenModel = computed<ModelDescription | null>(
  () => currentModels().find((known) => known.name === draft.get().model?.name) ?? null,
);

/** Everything that stands in the way of a run. */
export const issues = computed<readonly Issue[]>(() => issuesOf(draft.get()));

/** Everything that is wrong with an experiment, as far as it can be known before the data is read. */
export function issuesOf(value: unknown): readonly Issue[] {
  const found = experimentIssues(value);
  const parsed = experimentSchema.safeParse(value);
  if (!parsed.success || currentModels().length === 0) return found;
  const { model, evaluation } = parsed.data;
  const description = currentModels().find((known) => known.name === model.name);
  if (!description) return [...found, unknownModel(model.name)];
  const unfit = description.tasks.includes(evaluation.task) ? [] : [unfitTask(description, evaluation.task)];
  return [...found, ...parameterIssues(description, model.params), ...unfit];
}

/** The valid experiment with every default filled in, or null. */
export const experiment = computed<Experiment | null>(() => {
  if (issues.get().length > 0) return null;
  const parsed = experimentSchema.safeParse(draft.get());
  return parsed.success ? parsed.data : null;
});

function unknownModel(name: string): Issue {
  return {
    path: 'model.name',
    text: {
      en: `There is no model “${name}”. Choose one from the list.`,
      zh: `没有名为“${name}”的模型。请从列表中选择。`,
    },
  };
}

function unfitTask(model: ModelDescription, task: 'rating' | 'ranking'): Issue {
  return {
    path: 'evaluation.task',
    text:
      task === 'rating'
        ? {
            en: `${model.label.en} ranks items but predicts no ratings. Choose ranking.`,
            zh: `${model.label.zh}只能排序，不预测评分。请选择排序任务。`,
          }
        : {
            en: `${model.label.en} predicts ratings but does not rank. Choose rating.`,
            zh: `${model.label.zh}只预测评分，不能排序。请选择评分任务。`,
          },
  };
}

/** Parameters set for models chosen before, so that trying another model loses nothing. */
const remembered = new Map<string, NonNullable<ExperimentInput['model']['params']>>();

/** Takes another model, with the parameters it had before; a task that it cannot do gives way. */
export function chooseModel(name: string): void {
  const before = draft.get();
  remembered.set(before.model.name, before.model.params ?? {});
  const next = { ...before, model: { name, params: remembered.get(name) ?? {} } };
  const tasks = currentModels().find((known) => known.name === name)?.tasks ?? [];
  const task = before.evaluation?.task ?? 'ranking';
  draft.set(tasks.length === 0 || tasks.includes(task) ? next : withTask(next, tasks[0] ?? task));
}

/** Asks for the other task, with that task's usual metrics. */
export function chooseTask(task: Task): void {
  draft.set(withTask(draft.get(), task));
}

const USUAL_METRICS: Readonly<Record<Task, readonly string[]>> = {
  rating: ['rmse', 'mae'],
  ranking: ['precision', 'recall', 'ndcg'],
};

function withTask(value: ExperimentInput, task: Task): ExperimentInput {
  const { earlyStopping: _, ...training } = value.training ?? {};
  return {
    ...value,
    // Early stopping watches a metric, which the other task does not have.
    training,
    evaluation: { ...value.evaluation, task, metrics: [...USUAL_METRICS[task]], candidates: 'all' },
  };
}

/** The first issue at `path`, for the field that stands there. */
export function issueAt(path: string): Issue | undefined {
  return issues.get().find((issue) => issue.path === path);
}

/** The value of the draft at a dotted path, or undefined. */
export function valueAt(path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, key) =>
        node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined,
      draft.get(),
    );
}

/** A copy of the draft with `value` at a dotted path; undefined takes the key out, so that the default holds. */
export function setValue(path: string, value: unknown): void {
  draft.set(replaced(draft.get(), path.split('.'), value) as ExperimentInput);
}

function replaced(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy: Record<string, unknown> =
    node !== null && typeof node === 'object' && !Array.isArray(node) ? { ...node } : {};
  const next = replaced(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}
