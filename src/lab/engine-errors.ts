import type { Warning } from '../data/dataset';
import { ResearcherError } from '../errors';

export function deviceLost(cause: Error): ResearcherError {
  return new ResearcherError('run.device-lost', {
    en: `The graphics device was lost during the run (${cause.message}). A new one is ready: run the experiment again, with a smaller batch if it happens once more.`,
    zh: `运行期间图形设备丢失（${cause.message}）。新设备已就绪：请重新运行实验；若再次发生，请减小批量。`,
  });
}

export function modelLost(): ResearcherError {
  return new ResearcherError('run.device-lost', {
    en: 'The graphics device was lost, and this model with it. Run the experiment again to ask it.',
    zh: '图形设备已丢失，该模型也随之丢失。请重新运行实验后再查询。',
  });
}

export function noSuchRun(): ResearcherError {
  return new ResearcherError('run.released', {
    en: 'This run is over and its model is gone. Run the experiment again to ask it.',
    zh: '此次运行已结束，模型不再可用。请重新运行实验后再查询。',
  });
}

export function stillRunning(): ResearcherError {
  return new ResearcherError('run.in-progress', {
    en: 'This run is not finished. Wait for its end, or choose “Keep” to stop it and ask what there is.',
    zh: '此次运行尚未结束。请等待其完成，或选择“保留”以停止运行并查询已有结果。',
  });
}

export function deviceReplaced(epoch: number): Warning {
  return {
    code: 'run.device-replaced',
    text: {
      en: `The graphics device was lost; training went on from epoch ${epoch} on a new one.`,
      zh: `图形设备丢失；训练已在新设备上从第 ${epoch} 轮继续。`,
    },
  };
}
