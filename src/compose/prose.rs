//! Reads prose in a house style: evaluates its expressions, then reads its Markdown.
//!
//! Prose and the values that it can name come in; blocks or a line go out, with everything that is wrong in the
//! prose.

use minijinja::{Environment, Value};

use super::markdown::{self, Written};
use super::{environment, insert};
use crate::diag::{Diagnostic, Warned};
use crate::document::{Block, Inlines};
use crate::load::house::House;
use crate::read::Prose;

/// A reader for the prose of one paper or agenda.
pub(super) struct Reading<'a> {
    house: &'a House,
    environment: Environment<'static>,
    /// Whether everything it reads is withheld, so that words which say so are not mistyped marks.
    pub(super) is_withheld: bool,
}

impl<'a> Reading<'a> {
    /// A reader in a house style.
    pub(super) fn new(house: &'a House) -> Self {
        let environment = environment::environment(&house.style.date, &house.wording);
        Self { house, environment, is_withheld: false }
    }

    /// Reads prose as blocks with their attributes.
    pub(super) fn prose(&self, prose: &Prose, values: &Value) -> Warned<Vec<Written>> {
        self.read(prose, values, |prepared, findings| {
            markdown::read(&prepared, self.house, findings)
        })
    }

    /// Reads prose for a place that takes a single line.
    pub(super) fn line(&self, prose: &Prose, values: &Value) -> Warned<Inlines> {
        self.read(prose, values, |prepared, findings| {
            markdown::read_line(&prepared.into_line(), self.house, findings)
        })
    }

    /// Reads the prose of a field as blocks.
    pub(super) fn field(&self, prose: &Prose, values: &Value) -> Warned<Vec<Block>> {
        self.read(prose, values, |prepared, findings| {
            markdown::read_field(&prepared, self.house, findings)
        })
    }

    /// Evaluates the expressions of a line of data and returns its words.
    pub(super) fn words(&self, prose: &Prose, values: &Value) -> Warned<String> {
        let mut findings = Vec::new();
        let value = insert::words(prose, &self.environment, values, &mut findings);
        Warned { value, findings }
    }

    fn read<T>(
        &self,
        prose: &Prose,
        values: &Value,
        read: impl FnOnce(insert::Prepared<'_>, &mut Vec<Diagnostic>) -> T,
    ) -> Warned<T> {
        let mut findings = Vec::new();
        let mut prepared = insert::prepare(prose, &self.environment, values, &mut findings);
        prepared.is_withheld = self.is_withheld;
        let value = read(prepared, &mut findings);
        Warned { value, findings }
    }
}
