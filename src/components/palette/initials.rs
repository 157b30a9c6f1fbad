//! Pinyin initials 拼音首字母, from the order in which the browser sorts Chinese: no table of characters is shipped.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Intl, Object};
use wasm_bindgen::JsValue;

/// The first character of each letter in the order of pinyin; no syllable begins with I, U or V.
const FIRST: [(char, char); 23] = [
    ('阿', 'a'),
    ('八', 'b'),
    ('嚓', 'c'),
    ('哒', 'd'),
    ('妸', 'e'),
    ('发', 'f'),
    ('旮', 'g'),
    ('哈', 'h'),
    ('丌', 'j'),
    ('咔', 'k'),
    ('垃', 'l'),
    ('妈', 'm'),
    ('拏', 'n'),
    ('喔', 'o'),
    ('妑', 'p'),
    ('七', 'q'),
    ('呥', 'r'),
    ('仨', 's'),
    ('他', 't'),
    ('屲', 'w'),
    ('夕', 'x'),
    ('丫', 'y'),
    ('帀', 'z'),
];

/// Words of which a character sorts under another of its readings.
const OTHERWISE: [(&str, &str); 3] = [("长期", "cq"), ("调整", "tz"), ("重庆", "cq")];

thread_local! {
    static COMPARE: OnceCell<Function> = const { OnceCell::new() };
    static KNOWN: std::cell::RefCell<BTreeMap<char, char>> = const { std::cell::RefCell::new(BTreeMap::new()) };
}

/// Whether `a` sorts behind `b`.
fn behind(a: char, b: char) -> bool {
    COMPARE.with(|compare| {
        let compare =
            compare.get_or_init(|| Intl::Collator::new(&Array::of1(&"zh-CN".into()), &Object::new()).compare());
        let [a, b] = [a, b].map(|c| JsValue::from(c.to_string()));
        compare
            .call2(&JsValue::UNDEFINED, &a, &b)
            .ok()
            .and_then(|order| order.as_f64())
            .is_some_and(|order| 0.0 < order)
    })
}

fn initial(c: char) -> Option<char> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase());
    }
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return None;
    }
    let known = KNOWN.with_borrow(|known| known.get(&c).copied());
    known.or_else(|| {
        let letter = FIRST[FIRST.partition_point(|(first, _)| !behind(*first, c)).checked_sub(1)?].1;
        KNOWN.with_borrow_mut(|known| known.insert(c, letter));
        Some(letter)
    })
}

/// The initials of a text: 营业收入 is `yysr`. Letters and digits stay, everything else is passed over.
pub fn initials(text: &str) -> String {
    let mut text = text.to_owned();
    for (word, letters) in OTHERWISE {
        if text.contains(word) {
            text = text.replace(word, letters);
        }
    }
    text.chars().filter_map(initial).collect()
}
