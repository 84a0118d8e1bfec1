import { transferHandlers, type TransferHandler } from 'comlink';
import { ResearcherError } from '../errors';
import { Cancelled } from '../models/recommender';

interface Thrown {
  readonly value: unknown;
}

type Wire =
  | { readonly kind: 'researcher'; readonly json: ReturnType<ResearcherError['toJSON']> }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'other'; readonly wire: unknown };

/**
 * Lets `ResearcherError` and `Cancelled` arrive on the other side of the worker boundary as what they are; Comlink
 * alone would turn both into plain errors. To be called once on each side.
 */
export function carryErrors(): void {
  const plain = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;
  const handler: TransferHandler<Thrown, Wire> = {
    canHandle: (value): value is Thrown => plain.canHandle(value),
    serialize: (thrown) => {
      const { value } = thrown;
      if (value instanceof ResearcherError) return [{ kind: 'researcher', json: value.toJSON() }, []];
      if (value instanceof Cancelled) return [{ kind: 'cancelled' }, []];
      const [wire, transferables] = plain.serialize(thrown);
      return [{ kind: 'other', wire }, transferables];
    },
    deserialize: (wire) => {
      if (wire.kind === 'researcher') throw ResearcherError.fromJSON(wire.json);
      if (wire.kind === 'cancelled') throw new Cancelled();
      return plain.deserialize(wire.wire);
    },
  };
  transferHandlers.set('throw', handler);
}
