//! Finds the paths of the values that an expression names.
//!
//! An expression of prose comes in; the names on the way to each value that it gives or computes with go out. What it
//! only asks (the condition of an `if`, the arguments of a method) is left out.

use minijinja::machinery::ast::{CallArg, Expr};
use minijinja::machinery::parse_expr;

/// The path of each value, ending in `length` where it is counted; empty where the expression cannot be parsed.
pub(super) fn paths(expression: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    if let Ok(expression) = parse_expr(expression) {
        collect(&expression, &mut paths);
    }
    paths
}

/// Adds the paths in a part of an expression.
fn collect(part: &Expr<'_>, paths: &mut Vec<Vec<String>>) {
    if let Some(path) = path(part) {
        paths.push(path);
        return;
    }
    match part {
        Expr::UnaryOp(one) => collect(&one.expr, paths),
        Expr::BinOp(both) => {
            [&both.left, &both.right].into_iter().for_each(|side| collect(side, paths))
        }
        Expr::IfExpr(choice) => {
            collect(&choice.true_expr, paths);
            choice.false_expr.iter().for_each(|other| collect(other, paths));
        }
        Expr::Filter(filter) => filter.expr.iter().for_each(|inner| collect(inner, paths)),
        Expr::Slice(slice) => collect(&slice.expr, paths),
        Expr::GetAttr(attribute) => collect(&attribute.expr, paths),
        Expr::GetItem(item) => collect(&item.expr, paths),
        Expr::Call(call) => {
            for argument in &call.args {
                if let CallArg::Pos(given) | CallArg::Kwarg(_, given) = argument {
                    collect(given, paths);
                }
            }
        }
        Expr::List(list) => list.items.iter().for_each(|item| collect(item, paths)),
        Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| collect(item, paths)),
        Expr::Map(map) => map.values.iter().for_each(|value| collect(value, paths)),
        Expr::Compare(_) | Expr::Test(_) | Expr::Var(_) | Expr::Const(_) => {}
    }
}

/// The path of a part that is one value; `None` otherwise.
fn path(part: &Expr<'_>) -> Option<Vec<String>> {
    let below = |inner: &Expr<'_>, name: &str| {
        let mut path = path(inner)?;
        path.push(name.to_owned());
        Some(path)
    };
    match part {
        Expr::Var(name) => Some(vec![name.id.to_owned()]),
        Expr::GetAttr(attribute) => below(&attribute.expr, attribute.name),
        Expr::GetItem(item) => match &item.subscript_expr {
            Expr::Const(name) if name.value.as_str().is_some() => {
                below(&item.expr, name.value.as_str().unwrap_or_default())
            }
            _ => path(&item.expr),
        },
        Expr::Slice(slice) => path(&slice.expr),
        Expr::Call(call) => path(&call.expr),
        Expr::Filter(filter) if ["count", "length"].contains(&filter.name) => {
            below(filter.expr.as_ref()?, "length")
        }
        Expr::Filter(filter) => path(filter.expr.as_ref()?),
        _ => None,
    }
}
