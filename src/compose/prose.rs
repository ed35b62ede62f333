//! Prose as a house reads it: expressions evaluated, then Markdown.
//!
//! In come prose and the values that it can name; out come what was written, or one line of it, and everything that is
//! wrong with it.

use minijinja::{Environment, Value};

use super::markdown::{self, Written};
use super::{environment, insert};
use crate::diag::{Diagnostic, Warned};
use crate::document::{Block, Inlines};
use crate::load::house::House;
use crate::read::Prose;

/// How the prose of one paper or agenda is read.
pub(super) struct Reading<'a> {
    house: &'a House,
    environment: Environment<'static>,
    /// Whether all that is read is withheld, so that words which say so are no slip of a mark.
    pub(super) is_withheld: bool,
}

impl<'a> Reading<'a> {
    /// Reads as a house does.
    pub(super) fn new(house: &'a House) -> Self {
        let environment = environment::environment(&house.style.date, &house.wording);
        Self { house, environment, is_withheld: false }
    }

    /// Reads prose that can name values.
    pub(super) fn prose(&self, prose: &Prose, values: &Value) -> Warned<Vec<Written>> {
        self.read(prose, values, |prepared, findings| {
            markdown::read(&prepared, self.house, findings)
        })
    }

    /// Reads prose of which only a line is wanted.
    pub(super) fn line(&self, prose: &Prose, values: &Value) -> Warned<Inlines> {
        self.read(prose, values, |prepared, findings| {
            markdown::read_line(&prepared.into_line(), self.house, findings)
        })
    }

    /// Reads what a field says.
    pub(super) fn field(&self, prose: &Prose, values: &Value) -> Warned<Vec<Block>> {
        self.read(prose, values, |prepared, findings| {
            markdown::read_field(&prepared, self.house, findings)
        })
    }

    /// A line of data in which each expression gives words.
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
