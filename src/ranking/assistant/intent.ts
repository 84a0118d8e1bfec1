import { tokens } from '../../data/tokens';

/** What a follow-up changes about the last answer. */
export const REFINEMENTS = ['cheaper', 'dearer', 'other-brand', 'same-brand', 'not-this', 'more'] as const;
export type Refinement = (typeof REFINEMENTS)[number];

export type Act = 'search' | 'refine' | 'complements' | 'substitutes' | 'complete' | 'reorder' | 'start-over';

/** What a sentence asks for. */
export interface Intent {
  readonly act: Act;
  readonly refinements: readonly Refinement[];
  /** The words to search for; empty where there are none. */
  readonly query: string;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
}

const NUMBER = String.raw`(?:[¥￥$£€]\s*)?(\d+(?:\.\d+)?)\s*(?:yuan|rmb|cny|元|块钱?|¥)?`;

/** Prices in a sentence; the groups are the bounds. */
const PRICES: readonly { readonly pattern: RegExp; readonly bounds: 'both' | 'min' | 'max' }[] = [
  { pattern: new RegExp(`between ${NUMBER} and ${NUMBER}`), bounds: 'both' },
  { pattern: new RegExp(String.raw`${NUMBER}\s*(?:to|-|–|~|到|至)\s*${NUMBER}`), bounds: 'both' },
  {
    pattern: new RegExp(
      String.raw`(?:under|below|less than|at most|no more than|up to|within|for|不超过|低于|少于|最多|预算)\s*${NUMBER}`,
    ),
    bounds: 'max',
  },
  { pattern: new RegExp(String.raw`${NUMBER}\s*(?:以内|以下|之内|内|封顶|or less)`), bounds: 'max' },
  {
    pattern: new RegExp(String.raw`(?:over|above|more than|at least|from|高于|超过|至少)\s*${NUMBER}`),
    bounds: 'min',
  },
  { pattern: new RegExp(String.raw`${NUMBER}\s*(?:以上|or more)`), bounds: 'min' },
];

const ACTS: readonly (readonly [Act, RegExp])[] = [
  [
    'reorder',
    /\bre-?order\w*|buy again|run(?:ning)? (?:out|low)|restock|time to buy|[复回]购|(?:再次|重新|重复)购买|再买|再来一|补货|补(?:点|些)?什么|该(?:再)?买(?:些|点)?什么了|(?:快|要)用完/,
  ],
  [
    'complete',
    /(?:complete|fill up|round off) (?:the|my) (?:basket|cart)|complete the order|凑单|凑满|补全购物车|补齐购物车|凑齐/,
  ],
  [
    'complements',
    /goes? (?:well )?with|go(?:es)? together|matching|to match|what else|complement\w*|搭配|配套|搭什么|还需要什么|一起买/,
  ],
  [
    'substitutes',
    /substitut\w*|alternatives?|instead(?: of)?|something (?:like|similar)|similar(?: to)?|替代|代替|类似|相似|差不多的|同款/,
  ],
  ['start-over', /start (?:over|again)|new search|forget (?:it|that)|重新开始|重来|清空条件|换个话题/],
];

const REFINING: readonly (readonly [Refinement, RegExp])[] = [
  [
    'cheaper',
    /\bcheap(?:er|est)?\b|less expensive|lower price|too (?:expensive|dear)|便宜(?:一?点|些)?|实惠|太贵|低价/,
  ],
  [
    'dearer',
    /\bdearer\b|more expensive|better quality|premium one|higher end|贵(?:一?点|些)|高端|更好一?点|更高档/,
  ],
  [
    'other-brand',
    /(?:an)?other brand|different brand|not this brand|换(?:一?个|一?种)?(?:品牌|牌子)|别的(?:品牌|牌子)|其他品牌/,
  ],
  ['same-brand', /same brand|this brand|同(?:一)?(?:品牌|牌子)|这个(?:品牌|牌子)|同品牌/],
  [
    'not-this',
    /\bnot (?:this|that)(?: one)?\b|don't (?:like|want) (?:this|that|it)|不要这(?:个|款|件)|不喜欢(?:这个)?|不想要/,
  ],
  [
    'more',
    /\bmore(?: of (?:them|these))?\b|\bothers?\b|something else|show more|next|换一批|还有(?:吗|别的|其他的?)|更多|别的/,
  ],
];

/** What people say around the words that matter. */
const FILLERS =
  /\b(?:please|show|find|give|get|me|i|i'm|i'd|am|want|wanted|need|would|like|looking|look|search|any|some|something|anything|do|you|have|is|are|there|can|could|what|which|should|shall|now|it|its|one|ones|my|your|bit|much|too|but|that|this|these|those|item|items|product|products|basket|cart|price|priced|budget|recommend|suggest|buy)\b|请问|麻烦|帮我|给我|我想要?买?|我要买?|想要|想买|要买|有没有|有什么|有哪些|推荐|介绍|看看|找找|来点|一下|一些|一点|一个|一款|的话|什么|价格|价位|左右|预算|东西|商品|购物车|购物篮|现在|应该|可以|适合|那个|这个|这款|那款/g;

/** The same for words of one character, which are parts of other words as well. */
const PARTICLES = new Set([...'请找呢吗吧啊了的点些我该要买是有和在']);

/**
 * Reads a sentence in Chinese, English or both: price bounds, follow-ups and questions are recognised by their words;
 * what remains is what to search for. No model of language, so equal sentences always mean the same.
 */
export function intentOf(sentence: string): Intent {
  let rest = sentence.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  let minPrice: number | null = null;
  let maxPrice: number | null = null;
  for (const { pattern, bounds } of PRICES) {
    const match = take(pattern);
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[2])];
    if (bounds === 'both') [minPrice, maxPrice] = [Math.min(first, second), Math.max(first, second)];
    else if (bounds === 'min') minPrice = first;
    else maxPrice = first;
  }
  const refinements = REFINING.filter(([, pattern]) => take(pattern)).map(([name]) => name);
  const act = ACTS.find(([, pattern]) => take(pattern))?.[0];
  const query = tokens(rest.replace(FILLERS, ' '))
    .filter((word) => !PARTICLES.has(word))
    .join(' ');
  const bounded = minPrice !== null || maxPrice !== null;
  return {
    act: act ?? (query === '' && (refinements.length > 0 || bounded) ? 'refine' : 'search'),
    refinements: act === 'complements' ? refinements.filter((name) => name !== 'more') : refinements,
    query,
    minPrice,
    maxPrice,
  };
}
