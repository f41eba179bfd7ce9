//! Between characters of the report and nodes of the page. In: elements that carry where their text starts (`data-o`, in
//! characters) and, where they show fewer or more characters than the source has, how many it has (`data-l`).

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Text};

/// The text nodes of a block with the character of the report at which each starts and the number it stands for.
fn leaves(block: &Element) -> Vec<(Node, u32, u32)> {
    fn collect(node: &Node, at: &mut u32, leaves: &mut Vec<(Node, u32, u32)>) {
        if let Some(text) = node.dyn_ref::<Text>() {
            let length = text.data().chars().count() as u32;
            leaves.push((node.clone(), *at, length));
            *at += length;
            return;
        }
        let fixed = node.dyn_ref::<Element>().and_then(|element| element.get_attribute("data-l")?.parse::<u32>().ok());
        if let Some(length) = fixed {
            leaves.push((node.clone(), *at, length));
            *at += length;
            return;
        }
        let mut child = node.first_child();
        while let Some(node) = child {
            collect(&node, at, leaves);
            child = node.next_sibling();
        }
    }
    let mut at = start_of(block).unwrap_or_default();
    let mut leaves = Vec::new();
    collect(block, &mut at, &mut leaves);
    leaves
}

fn start_of(block: &Element) -> Option<u32> {
    block.get_attribute("data-o")?.parse().ok()
}

/// The node of `block` and the offset in it, in its own units, at which character `at` of the report is shown.
pub(super) fn node_at(block: &Element, at: u32) -> Option<(Node, u32)> {
    let leaves = leaves(block);
    let (node, start, length) = leaves.iter().rfind(|(_, start, _)| *start <= at).or(leaves.first())?;
    let inside = at.saturating_sub(*start).min(*length);
    match node.dyn_ref::<Text>() {
        Some(text) => {
            Some((node.clone(), text.data().chars().take(inside as usize).map(|c| c.len_utf16() as u32).sum()))
        }
        None => Some((node.clone(), 0)),
    }
}

/// The character of the report at an end of a selection.
pub(super) fn char_at(node: &Node, offset: u32) -> Option<u32> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let Some(block) = element.closest("[data-o]").ok()? else {
        // Between two blocks: where the next one starts.
        let next = node.child_nodes().item(offset)?;
        return start_of(next.dyn_ref::<Element>()?);
    };
    let leaves = leaves(&block);
    if node.dyn_ref::<Text>().is_none() {
        let Some(child) = node.child_nodes().item(offset) else {
            let last = leaves.iter().rfind(|(leaf, ..)| node.contains(Some(leaf)))?;
            return Some(last.1 + last.2);
        };
        return leaves.iter().find(|(leaf, ..)| child.contains(Some(leaf))).map(|leaf| leaf.1);
    }
    let (leaf, start, length) = leaves.into_iter().find(|(leaf, ..)| leaf.contains(Some(node)))?;
    match leaf.dyn_ref::<Text>() {
        Some(text) => {
            let units: Vec<u16> = text.data().encode_utf16().take(offset as usize).collect();
            Some(start + String::from_utf16_lossy(&units).chars().count() as u32)
        }
        // Inside a marker: before it or after it.
        None => Some(if offset == 0 { start } else { start + length }),
    }
}
