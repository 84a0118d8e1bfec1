import { ResearcherError } from '../../errors';

/** The way out of a file that cannot be taken in. */
const CHOOSE = {
  en: 'Choose a file that was saved under Controls, Ranking.',
  zh: '请选择在“调节—排序”中保存的文件。',
};
const TRAIN = { en: 'Train a network in this shop instead.', zh: '请改为在本店训练网络。' };

/** @param cause why it could not even be opened */
export function notRanking(file: string, format: string | undefined, cause?: string): ResearcherError {
  const what = cause
    ? { en: cause, zh: '不是可读的 safetensors 文件' }
    : { en: `its format is “${format ?? 'not given'}”`, zh: `其格式为“${format ?? '未注明'}”` };
  return refused(file, 'format', {
    en: `This is no ranking network of Cofilter (${what.en}). ${CHOOSE.en}`,
    zh: `这不是 Cofilter 的排序网络（${what.zh}）。${CHOOSE.zh}`,
  });
}

export function otherVersion(file: string, found: number, known: number): ResearcherError {
  return refused(file, 'featuresVersion', {
    en: `This network was trained on version ${found} of the features; this page describes candidates by version ${known}, and it would misread them. ${TRAIN.en}`,
    zh: `该网络按第 ${found} 版特征训练；本页面使用第 ${known} 版特征描述候选，网络会误读。${TRAIN.zh}`,
  });
}

/** @param expected undefined where the file has more features than there are */
export function otherFeatures(
  file: string,
  at: number,
  expected: string | undefined,
  found: string | undefined,
): ResearcherError {
  const [a, b] = [expected, found].map((name) => (name === undefined ? null : `“${name}”`));
  return refused(file, `features[${at}]`, {
    en: `Feature ${at + 1} of this network is ${b ?? 'missing'}; here it is ${a ?? 'none'}. It would misread the candidates. ${TRAIN.en}`,
    zh: `该网络的第 ${at + 1} 个特征为${b ?? '空'}，而此处为${a ?? '空'}，网络会误读候选。${TRAIN.zh}`,
  });
}

export function brokenHeader(file: string, path: string): ResearcherError {
  return refused(file, path, {
    en: `What the file says under “${path}” of its metadata is missing or not what it should be: the file is damaged or was changed. ${CHOOSE.en}`,
    zh: `文件元数据中的“${path}”缺失或不合要求：文件已损坏或被改动。${CHOOSE.zh}`,
  });
}

export function brokenTensor(
  file: string,
  name: string,
  shape: readonly number[],
  found: readonly number[] | undefined,
): ResearcherError {
  const [wanted, there] = [shape.join(' × '), found?.join(' × ')];
  return refused(file, name, {
    en: `The tensor “${name}” should hold ${wanted} finite numbers; ${there === undefined ? 'it is missing' : `there are ${there}, or not all are finite or of its type`}. The file is damaged or was changed. ${CHOOSE.en}`,
    zh: `张量“${name}”应为 ${wanted} 个有限数值；${there === undefined ? '文件中没有它' : `实际为 ${there}，或含非有限数值、类型不符`}。文件已损坏或被改动。${CHOOSE.zh}`,
  });
}

export function brokenValues(file: string, name: string): ResearcherError {
  return refused(file, name, {
    en: `The tensor “${name}” holds values that no training leaves behind: the file is damaged or was changed. ${CHOOSE.en}`,
    zh: `张量“${name}”含有训练不可能产生的数值：文件已损坏或被改动。${CHOOSE.zh}`,
  });
}

function refused(file: string, path: string, text: ResearcherError['text']): ResearcherError {
  return new ResearcherError('ranking.file', text, { file, path });
}
