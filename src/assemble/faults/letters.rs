//! What an independent reader finds wrong with the letters that pages show.

use std::collections::BTreeSet;

use super::objects::Known;
use super::{Broken, Faults};
use crate::assemble::findings::on_pages;
use crate::assemble::view::View;

impl Faults {
    /// Looks for letters that are not in their type, and for those of which nothing says what they are. What can be known
    /// of them otherwise the reader does not see.
    pub(in crate::assemble) fn of_letters(&mut self, views: &[View], known: Known) {
        let pages = |is: fn(&View) -> bool| -> BTreeSet<usize> {
            (0..).zip(views).filter(|(_, view)| is(view)).map(|(page, _)| page).collect()
        };
        let is_told = self.0.iter().any(|(broken, _)| *broken == Broken::Text);
        let unread = "letters that cannot be read out or searched";
        for (broken, what, pages, is_known) in [
            (
                Broken::Both,
                "letters that its type does not have",
                pages(|view| view.lacking),
                false,
            ),
            (Broken::Text, unread, pages(|view| view.unread), known.order || is_told),
            (
                Broken::Level,
                "signs that nothing stands for",
                pages(|view| view.private),
                known.words,
            ),
        ] {
            if !pages.is_empty() && !is_known {
                self.add(broken, format!("{what} on {}", on_pages(&pages)));
            }
        }
    }
}
