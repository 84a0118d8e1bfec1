// Activations fused into the last step of a kernel; put in front of its code. The numbers are those of
// `ACTIVATIONS` in src/compute/activation.ts. The choice is a constant of the pipeline, so nothing of it is left
// at run time.

override activation: u32 = 0;

fn activate(x: f32) -> f32 {
  switch activation {
    case 1: { return max(x, 0.0); }
    case 2: { return select(0.01 * x, x, x > 0.0); }
    case 3: { return 0.5 * x * (1.0 + saturatingTanh(0.7978845608 * (x + 0.044715 * x * x * x))); }
    case 4: { return 1.0 / (1.0 + exp(-x)); }
    case 5: { return saturatingTanh(x); }
    // log(1 + eˣ) without overflow
    case 6: { return max(x, 0.0) + log(1.0 + exp(-abs(x))); }
    default: { return x; }
  }
}

// Some drivers compute tanh as (e²ˣ − 1)/(e²ˣ + 1), which is NaN from x = 45 on; tanh(9) is 1 in f32 already.
fn saturatingTanh(x: f32) -> f32 {
  return tanh(clamp(x, -9.1, 9.1));
}
