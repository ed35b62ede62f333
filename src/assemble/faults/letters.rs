//! Finds faults in the letters that pages show, as an independent reader sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::objects::Known;
use super::simple::MISFIT;
use super::{Broken, Faults};
use crate::assemble::findings::on_pages;
use crate::assemble::view::View;

impl Faults {
    /// Checks for letters that their font does not have, and for letters of unknown meaning. `known` is what the
    /// reader does not see; `speech` is whether the marked contents of each page have replacement text, as far as
    /// that is known.
    pub(in crate::assemble) fn of_letters(
        &mut self,
        views: &[View],
        known: Known,
        speech: &BTreeMap<(usize, Option<u32>), bool>,
    ) {
        let pages = |is: fn(&View) -> bool| -> BTreeSet<usize> {
            (0..).zip(views).filter(|(_, view)| is(view)).map(|(page, _)| page).collect()
        };
        let is_mute = |page: usize, view: &View| {
            let speaks = |mark: &Option<u32>| speech.get(&(page, *mark)).unwrap_or(&known.words);
            view.private.iter().any(|mark| !speaks(mark))
        };
        let mute = (0..).zip(views).filter(|(page, view)| is_mute(*page, view));
        let mute: BTreeSet<usize> = mute.map(|(page, _)| page).collect();
        let is_told = self.0.iter().any(|(broken, _)| *broken == Broken::Text);
        let is_misfit = self.0.iter().any(|(_, what)| what == MISFIT);
        let unread = "letters that cannot be read out or searched";
        for (broken, what, pages, is_known) in [
            (
                Broken::Both,
                "letters that its type does not have",
                pages(|view| view.lacking),
                false,
            ),
            (Broken::Text, unread, pages(|view| view.unread), known.order || is_told),
            (Broken::Level, "signs that nothing stands for", mute, false),
            (Broken::Both, MISFIT, pages(|view| view.misfit), is_misfit),
        ] {
            if !pages.is_empty() && !is_known {
                self.add(broken, format!("{what} on {}", on_pages(&pages)));
            }
        }
    }
}
