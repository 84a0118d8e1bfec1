import { z } from 'zod';
import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { transpose } from '../data/csr';
import type { Csr, Dataset } from '../data/dataset';
import { towardsLinked, trustOf, union } from '../data/trust';
import { wholeBatch } from '../nn/batches';
import { uploadSparse } from '../similarity/device-matrix';
import { Mf } from './mf';
import { mfParams } from './mf-params';
import { parameters } from './parameters';
import type { ModelEntry, Task } from './recommender';

const params = z.strictObject({
  ...mfParams.shape,
  social: z
    .number()
    .min(0)
    .max(1)
    // On FilmTrust links add nothing to mf's error (RMSE .806 on 80/20 either way); from 0.1 on they cost some.
    .default(0.05)
    .register(parameters, {
      label: { en: 'Social regularization', zh: '社交正则化' },
      help: {
        en: 'How far each epoch moves a user’s vector and bias towards the mean of those they trust.',
        zh: '每轮将用户的向量与偏置向其信任者的均值移动多少。',
      },
      formula: 'p_u ← p_u − σ (p_u − Σ_v t_uv p_v / Σ_v t_uv)',
      sweep: [0.02, 0.5],
    }),
  mutual: z
    .boolean()
    .default(true)
    .register(parameters, {
      label: { en: 'Both directions', zh: '双向关系' },
      help: {
        en: 'Being trusted counts as trusting: links are few.',
        zh: '被信任也视为信任：此类关系通常很少。',
      },
    }),
});

type Params = z.output<typeof params>;

export const socialMf: ModelEntry<typeof params> = {
  name: 'social-mf',
  label: { en: 'Social matrix factorization', zh: '社交矩阵分解（SocialMF）' },
  summary: {
    en: 'Matrix factorization in which users resemble those they trust, so that users without ratings of their own have a vector too.',
    zh: '使用户向量与其信任者相近的矩阵分解，没有评分的用户也能得到向量。',
  },
  paper:
    'Jamali, M., Ester, M. (2010). A matrix factorization technique with trust propagation for recommendation in social networks. RecSys; Ma, H. et al. (2011). Recommender systems with social regularization. WSDM.',
  tasks: ['rating', 'ranking'],
  trained: true,
  ownSteps: true,
  params,
  create: (values, task) => new SocialMf(values, task),
};

/**
 * The regulariser β/2 Σ_u ‖p_u − Σ_v T_uv p_v‖² (T the trust, rows summing to one) takes one gradient step in every
 * p_u at once between two epochs of the factorisation: P ← ((1 − σ) I + σ T)·P, σ = step size · β.
 */
class SocialMf extends Mf {
  constructor(
    readonly social: Params,
    task: Task,
  ) {
    super(social, task);
  }

  protected override betweenEpochs(
    backend: Backend,
    scope: Scope,
    dataset: Dataset,
    users: Tensor<'f32'>,
  ): readonly Operation[] {
    const trust = trustOf(dataset, 'social-mf');
    const links = this.social.mutual ? union(trust, transpose(trust)) : trust;
    const matrix: Csr = towardsLinked(links, this.social.social);
    const width = this.params.factors + 1;
    const moved = scope.tensor('f32', matrix.rows * width, 'moved users');
    const { values, ...sparse } = uploadSparse(scope, matrix, 'trust');
    const view = (tensor: Tensor<'f32'>) => ({ tensor, stride: width, column: 0 });
    return [
      backend.kernels.sparseDense(scope, {
        batch: wholeBatch(scope, matrix.rows),
        matrix: { rows: matrix.rows, columns: matrix.columns, ...sparse },
        values,
        ...{ weights: users, weightsOffset: 0, biasOffset: null, width, out: moved },
      }),
      backend.kernels.product(scope, { a: view(moved), out: view(users), rows: matrix.rows, width }),
    ];
  }
}
