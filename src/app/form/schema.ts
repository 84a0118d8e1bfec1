import { z } from 'zod';
import { experimentSchema } from '../../lab/experiment';

/** What the experiment's schema says of one field. */
export type SchemaField = { readonly default: unknown } & (
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly nullable: boolean;
      readonly min: number | null;
      readonly max: number | null;
    }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' | 'integers' | 'text' }
);

interface Node {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

const root = z.toJSONSchema(experimentSchema, { io: 'input' }) as Node;

/**
 * The field at a dotted path. `variant` chooses among the protocols of a split, which have different fields.
 * Throws for a path that the schema does not have: that is a mistake in the page.
 */
export function schemaField(path: string, variant?: string): SchemaField {
  const node = path.split('.').reduce<Node | undefined>((at, key) => childOf(at, key, variant), root);
  if (!node) throw new Error(`The experiment's schema has no field ${path}`);
  return { default: node.default ?? null, ...kindOf(node, path) };
}

/** The protocols there are, in the schema's order. */
export function splitProtocols(): readonly string[] {
  return (root.properties?.['split']?.oneOf ?? []).map((branch) =>
    String(branch.properties?.['protocol']?.const),
  );
}

/** The fields of one protocol beside its name, in the schema's order. */
export function splitFields(protocol: string): readonly string[] {
  const branch = branchOf(root.properties?.['split'], protocol);
  return Object.keys(branch?.properties ?? {}).filter((key) => key !== 'protocol');
}

function childOf(node: Node | undefined, key: string, variant: string | undefined): Node | undefined {
  if (node?.properties) return node.properties[key];
  if (!node?.oneOf) return undefined;
  if (key === 'protocol') return { type: 'string', enum: splitProtocols(), default: 'random' };
  return branchOf(node, variant)?.properties?.[key];
}

function branchOf(node: Node | undefined, protocol: string | undefined): Node | undefined {
  return node?.oneOf?.find((branch) => branch.properties?.['protocol']?.const === protocol);
}

/** Whole numbers without a bound of their own are given JavaScript's; a form shows none. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

function kindOf(node: Node, path: string) {
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (node.enum) return { kind: 'choice', options: node.enum } as const;
  if (types.includes('number') || types.includes('integer')) {
    const max = node.maximum ?? node.exclusiveMaximum ?? null;
    return {
      kind: 'number',
      whole: types.includes('integer'),
      nullable: types.includes('null') || (node.anyOf?.some((option) => option.type === 'null') ?? false),
      min: node.minimum ?? node.exclusiveMinimum ?? null,
      max: max === UNBOUNDED ? null : max,
    } as const;
  }
  if (types.includes('boolean')) return { kind: 'switch' } as const;
  if (types.includes('array') && node.items?.type === 'integer') return { kind: 'integers' } as const;
  if (types.includes('string')) return { kind: 'text' } as const;
  const inner = node.anyOf?.find((option) => option.type !== 'null');
  if (inner && node.anyOf) {
    const found: object = kindOf(inner, path);
    return { ...found, nullable: true } as {
      kind: 'number';
      whole: boolean;
      nullable: boolean;
      min: null;
      max: null;
    };
  }
  throw new Error(`The page has no control for ${path}`);
}
