// f′ from y = f(z) (for gelu, 3, from z itself, which y then holds); put behind shaders/linalg/activation.wgsl.

fn slope(y: f32) -> f32 {
  switch activation {
    case 1: { return select(0.0, 1.0, y > 0.0); }
    case 2: { return select(0.01, 1.0, y > 0.0); }
    case 3: {
      let t = saturatingTanh(0.7978845608 * (y + 0.044715 * y * y * y));
      return 0.5 * (1.0 + t) + 0.5 * y * (1.0 - t * t) * 0.7978845608 * (1.0 + 0.134145 * y * y);
    }
    case 4: { return y * (1.0 - y); }
    case 5: { return 1.0 - y * y; }
    case 6: { return 1.0 - exp(-y); }
    default: { return 1.0; }
  }
}
