import type * as en from '../en/kernels';

export const kernels: typeof en.kernels = {
  intro:
    '所有数学运算都由手写内核完成。有些内核有多种算法，哪种最快取决于设备与尺寸，因此在此按尺寸类别各测量一次，并为本设备记住结果。',
  kind: '类型',
  variants: '算法变体',
  oneWay: '在 CPU 上，每个内核只有一种算法。',
  bits: '计时之前先比较结果：只有与标准变体逐位相同的变体才会被选用。选择只影响用时，不影响结果；运行记录会写明所用的变体。',
  measure: '立即测量',
  again: '重新测量',
  measuring: '正在测量…',
  none: '尚未在本设备上测量。首次训练神经网络时会自动测量（mf 等因子模型不含可测的矩阵乘法）；也可以现在进行。',
  caption: (family) =>
    family === 'gemm' ? '矩阵乘法（gemm）：每次运行的毫秒数' : `${family}：每次运行的毫秒数`,
  shape: '尺寸：行 × 列 × 项',
  chosen: '选用',
  otherBits: '结果位不同',
  variant: (name) =>
    ({
      block: '4×4 分块',
      row: '1×4 行',
      wide: '16×16 分块',
      tiled: '工作组分块',
      quad: '四线程共享读取',
    })[name] ?? name,
};
