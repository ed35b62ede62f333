//! The `papers` command.
use committee_papers::world::{Workspace, World};
use typst::syntax::VirtualPath;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let file = std::env::args().nth(2).unwrap();
    let ws = Workspace::open(std::path::Path::new(&root)).unwrap();
    let world = ws.world();
    let built = committee_papers::build(&world, World::id(&VirtualPath::new(file).unwrap()));
    let mut out = typst_kit::diagnostics::termcolor::NoColor::new(Vec::new());
    world.draw(&mut out, &built.problems).unwrap();
    eprintln!("{}", String::from_utf8(out.into_inner()).unwrap());
    if let Some(pdf) = built.pdf {
        std::fs::write("/tmp/out.pdf", pdf).unwrap();
    }
}
