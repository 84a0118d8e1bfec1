import type { LocalizedText } from '../language';
import { ResearcherError } from '../errors';
import { experimentSchema, type Experiment } from './experiment';
import { schemaError } from './schema-errors';

/**
 * An experiment with every default filled in. Checks what can be checked without the models: each field's type and
 * range, and fields that need each other. Throws `ResearcherError` `experiment.invalid` that names path, value, what
 * is allowed and the nearest name. Parameters of the model are checked where the model is known (`checkExperiment`).
 */
export function parseExperiment(input: unknown): Experiment {
  const parsed = experimentSchema.safeParse(withTaskMetrics(input));
  if (!parsed.success) throw schemaError('experiment.invalid', experimentSchema, input, parsed.error);
  checkData(parsed.data);
  checkSplit(parsed.data);
  checkEvaluation(parsed.data);
  return parsed.data;
}

/** The default metrics are those of ranking; a rating task that names none is measured by errors. */
function withTaskMetrics(input: unknown): unknown {
  const { evaluation } = (input ?? {}) as { evaluation?: { task?: unknown; metrics?: unknown } };
  if (evaluation?.task !== 'rating' || evaluation.metrics !== undefined) return input;
  return { ...(input as object), evaluation: { ...evaluation, metrics: ['rmse', 'mae'] } };
}

function checkData({ data }: Experiment): void {
  if (data.source === 'file' && !data.path)
    fail('data.path', {
      en: 'is missing: a data source of the kind “file” needs the path of the file.',
      zh: '缺少此项：数据来源为“file”时需要文件路径。',
    });
  if (data.source === 'text' && !data.text)
    fail('data.text', {
      en: 'is missing: a data source of the kind “text” needs the text itself.',
      zh: '缺少此项：数据来源为“text”时需要文本内容。',
    });
}

function checkSplit({ data, split }: Experiment): void {
  if (split.protocol === 'predefined') {
    if (data.source === 'simulated')
      fail('split.protocol', {
        en: 'is “predefined”, but the simulated store comes without test files. Choose “random” or “leave-one-out”, or a data file.',
        zh: '为“predefined”，但模拟商店没有测试文件。请选择“random”或“leave-one-out”，或改用数据文件。',
      });
    if (split.validationPath !== undefined && split.validationRatio > 0)
      fail('split.validationRatio', {
        en: 'cannot go with a validation file. Give one of the two.',
        zh: '不能与验证文件同时使用。请只指定其中一个。',
      });
  }
}

function checkEvaluation({ data, evaluation }: Experiment): void {
  if (evaluation.task === 'rating') {
    if (data.feedback === 'implicit')
      fail('evaluation.task', {
        en: 'is “rating”, but implicit feedback has no ratings to predict. Choose the task “ranking”, or explicit feedback.',
        zh: '为“rating”，但隐式反馈没有可预测的评分。请选择“ranking”任务，或改用显式反馈。',
      });
    if (evaluation.candidates !== 'all')
      fail('evaluation.candidates', {
        en: 'belongs to the task “ranking”: ratings are predicted for the test interactions themselves.',
        zh: '仅用于“ranking”任务：评分预测只针对测试交互本身。',
      });
  }
  const repeated = evaluation.cutoffs.find((cutoff, i) => evaluation.cutoffs.indexOf(cutoff) !== i);
  if (repeated !== undefined)
    fail('evaluation.cutoffs', { en: `names ${repeated} twice.`, zh: `重复了 ${repeated}。` });
}

function fail(path: string, text: LocalizedText): never {
  throw new ResearcherError('experiment.invalid', text, { path });
}
