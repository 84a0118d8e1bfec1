// What the row-sparse optimisers share; put behind shaders/nn/batch.wgsl and embedding-rows.wgsl. Where positions come in
// groups of equal ids, so do the sorted places, and only the first of a group can own a row.

override workgroupSize: u32 = 64;

struct Shape {
  places: u32,
  width: u32,
  gradientStride: u32,
  gradientColumn: u32,
  weightDecay: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  group: u32,
  groups: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> batch: array<u32>;
@group(0) @binding(2) var<storage, read> schedule: array<vec4f>;
@group(0) @binding(3) var<storage, read> ids: array<u32>;
@group(0) @binding(4) var<storage, read> sorted: array<u32>;
@group(0) @binding(5) var<storage, read> gradient: array<Number>;
@group(0) @binding(6) var<storage, read_write> table: array<Number>;
