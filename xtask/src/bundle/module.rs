//! A module of WebAssembly by what its bytes mean: numbers of locals, of functions and of blocks, constants and places in
//! memory apart from what is done with them. So it packs a tenth smaller. `boot.js` puts it together again; it reads the same plan.
//! Knows nothing of how pieces are packed.

/// Where the numbers behind an instruction go, a letter each: from which instruction, to which, and the letters. Those
/// behind 0xfc stand 0x100 higher. <https://webassembly.github.io/spec/core/binary/instructions.html>
///
/// `o` stays with the instructions; `v` counts how many do; `4` and `8` are as many bytes of a fraction; `x` is the second
/// half of an instruction. All other letters are pieces.
pub const PLAN: &[(u16, u16, &str)] = &[
    (0x00, 0x01, ""),
    (0x02, 0x04, "t"),
    (0x05, 0x05, ""),
    (0x0b, 0x0b, ""),
    (0x0c, 0x0d, "b"),
    (0x0e, 0x0e, "vo"),
    (0x0f, 0x0f, ""),
    (0x10, 0x10, "c"),
    (0x11, 0x11, "oo"),
    (0x1a, 0x1b, ""),
    (0x1c, 0x1c, "v"),
    (0x20, 0x20, "g"),
    (0x21, 0x22, "s"),
    (0x23, 0x26, "o"),
    (0x28, 0x35, "ol"),
    (0x36, 0x3e, "ow"),
    (0x3f, 0x40, "o"),
    (0x41, 0x41, "i"),
    (0x42, 0x42, "o"),
    (0x43, 0x43, "4"),
    (0x44, 0x44, "8"),
    (0x45, 0xc4, ""),
    (0xd0, 0xd0, "o"),
    (0xd1, 0xd1, ""),
    (0xd2, 0xd2, "o"),
    (0xfc, 0xfc, "x"),
    (0x100, 0x107, ""),
    (0x108, 0x108, "oo"),
    (0x109, 0x109, "o"),
    (0x10a, 0x10a, "oo"),
    (0x10b, 0x10b, "o"),
    (0x10c, 0x10c, "oo"),
    (0x10d, 0x10d, "o"),
    (0x10e, 0x10e, "oo"),
    (0x10f, 0x111, "o"),
];

/// The section that holds what functions do.
const CODE: u8 = 10;
/// Instructions that something else ends, and what ends it.
const OPENING: [u8; 3] = [0x02, 0x03, 0x04];
const CLOSING: u8 = 0x0b;
/// The pieces besides what stands before the bodies of functions and behind them: instructions, then numbers, fractions, and
/// what each function declares.
const PIECES: &str = "ocgsilwbt8d";

/// The pieces of a module by name: `before` and `after` the bodies of its functions, and a letter for each of the plan.
pub fn apart(module: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut reader = Reader { bytes: module, at: 8 };
    let mut pieces: Vec<(char, Vec<u8>)> = PIECES.chars().map(|letter| (letter, Vec::new())).collect();
    loop {
        let section = reader.byte()?;
        let (size, _) = reader.number()?;
        if section == CODE {
            break;
        }
        reader.some(size)?;
    }
    let (functions, _) = reader.number()?;
    let start = reader.at;
    for _ in 0..functions {
        take_body(&mut reader, &mut pieces)?;
    }
    let named = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let mut all = vec![named("before", &module[..start]), named("after", &module[reader.at..])];
    all.extend(pieces.into_iter().map(|(letter, bytes)| (letter.to_string(), bytes)));
    Ok(all)
}

/// One function: its locals, then instructions until all that is open is closed. Its size is not kept.
fn take_body(reader: &mut Reader, pieces: &mut [(char, Vec<u8>)]) -> Result<(), String> {
    let (size, written) = reader.number()?;
    if written.len() > 1 && written.last() == Some(&0) {
        return Err("the module writes the size of a function longer than it has to be".into());
    }
    let end = reader.at + size;
    let kinds = reader.number()?;
    put(pieces, 'd', kinds.1);
    for _ in 0..kinds.0 {
        put(pieces, 'd', reader.number()?.1);
        put(pieces, 'd', reader.some(1)?);
    }
    let mut open = 1;
    while open > 0 {
        let instruction = reader.byte()?;
        put(pieces, 'o', &[instruction]);
        take_numbers(reader, pieces, u16::from(instruction))?;
        if OPENING.contains(&instruction) {
            open += 1;
        }
        if instruction == CLOSING {
            open -= 1;
        }
    }
    if reader.at == end { Ok(()) } else { Err("a function of the module ends elsewhere than it says".into()) }
}

fn take_numbers(reader: &mut Reader, pieces: &mut [(char, Vec<u8>)], instruction: u16) -> Result<(), String> {
    let line = PLAN.iter().find(|(from, to, _)| (*from..=*to).contains(&instruction));
    let (_, _, letters) =
        line.ok_or(format!("the module has an instruction that is not planned for: {instruction:#x}"))?;
    for letter in letters.chars() {
        match letter {
            '4' => put(pieces, '8', reader.some(4)?),
            '8' => put(pieces, '8', reader.some(8)?),
            'v' => {
                let (count, written) = reader.number()?;
                put(pieces, 'o', written);
                for _ in 0..count {
                    put(pieces, 'o', reader.number()?.1);
                }
            }
            'x' => {
                let (second, written) = reader.number()?;
                put(pieces, 'o', written);
                let second = u16::try_from(second).map_err(|problem| problem.to_string())?;
                take_numbers(reader, pieces, 0x100 + second)?;
            }
            piece => put(pieces, piece, reader.number()?.1),
        }
    }
    Ok(())
}

fn put(pieces: &mut [(char, Vec<u8>)], letter: char, bytes: &[u8]) {
    pieces.iter_mut().filter(|(own, _)| *own == letter).for_each(|(_, piece)| piece.extend_from_slice(bytes));
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn some(&mut self, count: usize) -> Result<&'a [u8], String> {
        let found = self.bytes.get(self.at..self.at + count).ok_or("the module ends too early")?;
        self.at += count;
        Ok(found)
    }

    fn byte(&mut self) -> Result<u8, String> {
        Ok(self.some(1)?[0])
    }

    /// A number of seven bits a byte, the last of which is below 128: its value (of those that count something), and as
    /// it is written.
    fn number(&mut self) -> Result<(usize, &'a [u8]), String> {
        let (start, mut value, mut shift) = (self.at, 0, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte < 0x80 {
                return Ok((value, &self.bytes[start..self.at]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the module `(func (param i32) (result i32) …)` the code alone, behind a section that means nothing here.
    fn module(body: &[u8]) -> Vec<u8> {
        let size = u8::try_from(body.len()).unwrap();
        let mut module = b"\0asm\x01\0\0\0\x01\x02\xaa\xbb".to_vec();
        module.extend([CODE, size + 2, 1, size]);
        module.extend(body);
        module.extend(b"\x0b\x01\0");
        module
    }

    #[test]
    fn numbers_stand_with_their_like() {
        // One local of i32; local.get 0, i32.load align=2 offset=300, i32.const -1, call 5, block (void), br 0, end, end.
        let body = [1, 1, 0x7f, 0x20, 0, 0x28, 2, 0xac, 2, 0x41, 0x7f, 0x10, 5, 0x02, 0x40, 0x0c, 0, 0x0b, 0x0b];
        let pieces = apart(&module(&body)).unwrap();
        let piece = |name: &str| pieces.iter().find(|(own, _)| own == name).unwrap().1.clone();
        assert_eq!(piece("before"), b"\0asm\x01\0\0\0\x01\x02\xaa\xbb\x0a\x15\x01");
        assert_eq!(piece("after"), b"\x0b\x01\0");
        assert_eq!(piece("o"), [0x20, 0x28, 2, 0x41, 0x10, 0x02, 0x0c, 0x0b, 0x0b]);
        assert_eq!((piece("d"), piece("t"), piece("b")), (vec![1, 1, 0x7f], vec![0x40], vec![0]));
        assert_eq!((piece("g"), piece("l"), piece("i"), piece("c")), (vec![0], vec![0xac, 2], vec![0x7f], vec![5]));
    }

    #[test]
    fn what_is_not_planned_for_stops_the_build() {
        // An instruction of vectors, which no browser of 2021 has; a function that goes on behind its end.
        assert!(apart(&module(&[0, 0xfd, 0, 0x0b])).unwrap_err().contains("0xfd"));
        assert!(apart(&module(&[0, 0x0b, 0x0b])).unwrap_err().contains("ends elsewhere"));
    }
}
