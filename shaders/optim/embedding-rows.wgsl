// Who owns the rows of an embedding table that a batch touched, and what their gradients are. A batch's positions are
// sorted by id; the first of each run of equal ids owns the row and sums its run in ascending order of position, so no
// two invocations write one row and the sum has one order. The kernel declares `shape`, `ids`, `sorted` and
// `gradient`, and says what a Number is: one f32, or four with all widths and columns counted in fours.

const NO_ROW = 0xffffffffu;

// The row that place k owns, or NO_ROW.
fn ownedRow(k: u32) -> u32 {
  let row = ids[sorted[k]];
  if (k > 0 && ids[sorted[k - 1]] == row) {
    return NO_ROW;
  }
  return row;
}

fn gradientOf(place: u32, row: u32, c: u32) -> Number {
  var sum = Number();
  for (var k = place; k < shape.places; k++) {
    let position = sorted[k];
    if (ids[position] != row) {
      break;
    }
    sum += gradient[position * shape.gradientStride + shape.gradientColumn + c];
  }
  return sum;
}
