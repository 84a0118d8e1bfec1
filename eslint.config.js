import eslint from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'test-results/', 'notebooks/**/*.html'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // A promise nobody waits for hides its failure.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Indexing typed arrays inside bounds is written a[i]!; that is what the sign is for here.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // One side of a seam may answer at once where the other has to wait.
      '@typescript-eslint/require-await': 'off',
      // Reports strip control characters that XML forbids.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
    },
  },
  {
    files: ['src/app/**/*.ts', 'src/main.ts'],
    extends: [lit['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'lit/no-template-map': 'off',
      'lit/no-template-arrow': 'off',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/lifecycle-super': 'error',
      'lit/quoted-expressions': ['error', 'never'],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['describe', 'test', 'it'].flatMap((object) => [
          { object, property: 'only', message: 'It would switch every other test off.' },
          { object, property: 'skip', message: 'Use skipIf with what is missing.' },
          { object, property: 'todo', message: 'Write the test, or leave it out.' },
        ]),
      ],
    },
  },
  {
    files: ['*.js', '*.cjs'],
    languageOptions: { globals: { module: 'writable', process: 'readonly' } },
  },
);
