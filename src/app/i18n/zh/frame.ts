import type * as en from '../en/frame';

export const frame: typeof en.frame = {
  skip: '跳到工作区',
  places: '功能区',
  going: '有实验正在运行',
  inspector: '说明栏',
  closeInspector: '关闭说明栏',
  dataInUse: '当前数据集',
  theme: {
    auto: '配色跟随系统',
    light: '浅色',
    dark: '深色',
  },
};

export const places: typeof en.places = {
  data: '数据',
  experiment: '实验',
  runs: '运行记录',
  live: '实时',
  reproduce: '复现',
  reports: '报告',
  kernels: '内核',
};

export const placeHelp: typeof en.placeHelp = {
  data: [
    '数据集是“谁与什么发生了交互”的记录：每行一个用户、一个物品，可能还有评分和时间。',
    '把文件拖放到窗口任意位置即可。数据不会离开本标签页：读取、编码和存放都在这里完成。',
    '无法读取的行会连同行号与原因一并列出，绝不会悄悄丢弃。',
  ],
  experiment: [
    '一个实验说明使用哪些数据、如何划分、采用哪个模型及其参数、评估哪些指标。同一份 JSON 可在页面、笔记本和命令行中运行。',
    '选中某一项即可查看其含义。左侧的竖线表示该值与默认值不同。',
    '点击“运行”，模型学习时右侧会实时画出曲线。',
  ],
  runs: [
    '保存在此浏览器中的所有运行。勾选多个即可叠加曲线，并只显示不同的参数。',
    '把其中一个固定为基准，其余的都与它比较。',
  ],
  live: [
    '回放按时间顺序把数据集逐事件送给多个模型。每个事件之前，各模型先推荐、先预测；随后以用户的真实行为评判；最后才学习该事件。',
    '所有模型面对相同的事件，因此可以逐对比较命中。曲线是最近若干事件上的均值。',
    '事件流中首次出现的用户不参与排序评判，因为还没有可依据的历史。',
    '在商店中您就是顾客：每次点击都会立即改变货架，每个位置都有解释，每个动作都可以撤销。',
  ],
  reproduce: [
    '把文献中的数值变成实验：数据、划分、模型与指标均与来源一致。',
    '请提供数据集所在文件夹，或表中列出的文件。结果落在误差范围内即为复现；未复现的行同样保留。',
    '凡注明经过调参的行，其设置均在验证集上选出，测试集只用一次。',
  ],
  reports: [
    '报告包含结果、置信区间、指标定义、实验设置与运行环境，即审稿人核查所需的全部内容。',
    'HTML 文件可独立使用：图表为内嵌 SVG，没有脚本，也不发出任何请求。',
  ],
  kernels: [
    '设备是什么、允许什么，以及在其上哪种算法最快。',
    '用时为数次运行中的最小值，尺寸代表一类；更大的尺寸按其中最大者测量。',
  ],
};

export const device: typeof en.device = {
  title: '计算设备',
  opening: '正在打开设备…',
  failed: '无可用设备',
  software: (name) => `软件适配器：${name}`,
  cpu: (reason) =>
    reason === 'chosen'
      ? 'CPU（手动选择）'
      : reason === 'no-adapter'
        ? 'CPU（无适配器）'
        : 'CPU（无 WebGPU）',
  kinds: {
    gpu: '模型通过 WebGPU 在显卡上运行。',
    software: '此处的 WebGPU 由 CPU 以软件方式模拟。结果相同，但比显卡慢很多倍。',
    cpu: '模型在 CPU 上以 JavaScript 运行。结果相同，但比显卡慢很多倍。',
  },
  reasons: {
    'no-webgpu': '此浏览器不支持 WebGPU。请使用 Chrome 113 或更高版本，并通过 https 或 localhost 打开本页。',
    'no-adapter': 'WebGPU 未找到适配器。请在 chrome://settings/system 打开硬件加速，然后查看 chrome://gpu。',
    chosen: '您选择了 CPU。',
  },
  wayOut:
    '如需使用真正的显卡：请在 chrome://settings/system 打开硬件加速，更新驱动程序，然后查看 chrome://gpu。',
  adapter: '适配器',
  largestBuffer: '最大缓冲区',
  features: '特性',
  choose: 'CPU 后端以 64 位累加，可用来核对 GPU 的结果。',
  useCpu: '改用 CPU',
  useGpu: '重新尝试 GPU',
  busy: '有实验正在使用设备，结束后才能更换。',
};

export const errors: typeof en.errors = {
  line: (line) => `第 ${line} 行`,
  column: (column) => `第 ${column} 列`,
  bug: (message) => `这是 Cofilter 自身的错误，与您的操作无关：${message}`,
};
