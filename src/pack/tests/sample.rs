//! The sample meeting: each of its packs contains what its furniture and its papers say, in their order.

use std::path::Path;

use rayon::prelude::*;

use super::super::*;
use crate::assemble::tests::grafted::{compared, expected};
use crate::assemble::tests::walk;
use crate::world::World;

#[test]
fn the_tags_of_the_sample_packs_are_those_of_their_papers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/county-meeting");
    let workspace = Workspace::open(&folder, Path::new("data/county-meeting")).unwrap();
    let memory = Memory::none();
    let typesetter = Typesetter { workspace: &workspace, memory: &memory };
    let file = World::id(&typst::syntax::VirtualPath::new("meeting.toml").unwrap());
    let convened = crate::load::meeting::meeting(&workspace.world(), file).unwrap().silent();
    let bundles: Vec<Bundle<'_>> = requests(&convened)
        .into_par_iter()
        .map(|request| {
            bundle::bundle(typesetter, &Elsewhere::default(), &convened, request).unwrap().value
        })
        .collect();
    let mut walked = 0;
    let mut first_page = 1;
    for supplement in std::iter::once(None).chain((0..convened.meeting.supplement.len()).map(Some))
    {
        let own = bundles.iter().filter(|bundle| bundle.supplement == supplement).collect();
        let plan = Plan::new(typesetter, &convened, supplement, first_page, own).unwrap().value;
        first_page = plan.next_page();
        for &audience in plan.audiences() {
            let furniture = plan.furniture(audience);
            let made = typesetter.furniture(&convened, &furniture, audience).unwrap();
            let furniture = made.value.pdf;
            let (parts, _) = plan.parts(audience);
            let made = assemble(&furniture, parts.clone()).unwrap();
            let (found, expected) = (compared(&made.pdf), expected(&furniture, &parts));
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found, expected, "{audience:?} of {supplement:?}");
            }
            assert_eq!(found.len(), expected.len());
            assert_eq!(walk::loose_ends(&made.pdf).unwrap(), Vec::<String>::new());
            walked += parts.len();
        }
    }
    assert!(walked >= 8, "the sample has papers in both editions and a supplement");
}
