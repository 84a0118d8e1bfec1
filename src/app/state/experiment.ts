import { computed, signal } from '@lit-labs/signals';
import { experimentSchema, type Experiment, type ExperimentInput } from '../../lab/experiment';
import type { ModelDescription } from '../../models/description';
import { experimentIssues, parameterIssues, type Issue } from '../form/issues';
import { defaultExperiment } from '../../lab/default-experiment';
import { currentModels } from './lab';

/** The experiment as it stands in the form: plain JSON, perhaps not valid yet. */
export const draft = signal<ExperimentInput>(defaultExperiment);

export function setDraft(value: ExperimentInput): void {
  draft.set(value);
}

/** The description of the model chosen, once the lab has told which there are. */
export const chosenModel = computed<ModelDescription | null>(
  () => currentModels().find((known) => known.name === draft.get().model?.name) ?? null,
);

/** Everything that stands in the way of a run. */
export const issues = computed<readonly Issue[]>(() => {
  const value = draft.get();
  const found = experimentIssues(value);
  const model = chosenModel.get();
  if (model) {
    const task = value.evaluation?.task ?? 'ranking';
    const unfit: readonly Issue[] = model.tasks.includes(task) ? [] : [unfitTask(model, task)];
    return [...found, ...parameterIssues(model, value.model.params ?? {}), ...unfit];
  }
  return currentModels().length === 0 ? found : [...found, unknownModel(value.model?.name)];
});

/** The valid experiment with every default filled in, or null. */
export const experiment = computed<Experiment | null>(() => {
  if (issues.get().length > 0) return null;
  const parsed = experimentSchema.safeParse(draft.get());
  return parsed.success ? parsed.data : null;
});

function unknownModel(name: unknown): Issue {
  return {
    path: 'model.name',
    text: {
      en: `There is no model “${String(name)}”. Choose one from the list.`,
      zh: `没有名为“${String(name)}”的模型。请从列表中选择。`,
    },
  };
}

function unfitTask(model: ModelDescription, task: 'rating' | 'ranking'): Issue {
  return {
    path: 'evaluation.task',
    text:
      task === 'rating'
        ? { en: `${model.label.en} ranks items but predicts no ratings. Choose ranking.`, zh: `${model.label.zh}只能排序，不预测评分。请选择排序任务。` }
        : { en: `${model.label.en} predicts ratings but does not rank. Choose rating.`, zh: `${model.label.zh}只预测评分，不能排序。请选择评分任务。` },
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
      (node, key) => (node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined),
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
