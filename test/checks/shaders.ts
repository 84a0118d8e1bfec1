import { runQuietly } from './command';
import { failed, PASSED, type Count } from './count';

/** Dawn for Node now and then aborts in a thread of its own; what it then says nothing about is asked again. */
const ATTEMPTS = 3;

/** Every variant of every kernel compiles; see `test/wgsl/validate.ts`. */
export async function shaders(): Promise<Count> {
  let code = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    code = await runQuietly('tsx', ['test/wgsl/validate.ts']);
    if (code === 0) return PASSED;
    if (code === 1) return failed('failed: shaders that do not compile');
    console.error(`The validator itself ended with ${code} (attempt ${attempt} of ${ATTEMPTS}).`);
  }
  return failed(`failed: the shader validator ended with ${code}`);
}
