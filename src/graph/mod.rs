//! Algorithms on bare arrays: one algorithm a file.
//!
//! A graph is a number of nodes, `0..n_nodes`, and a slice of arcs `(tail, head)`. An arc's id is
//! its place in that slice; whatever is known of arcs (weights, capacities, flows) is a slice by
//! arc id, in whatever integer unit the caller likes. Parallel arcs and self-loops are allowed.
//!
//! Nothing here fails or panics on odd input. Work can be cancelled through a
//! [`Task`](crate::task::Task), and *no path* or *no bound* are answers. An arc that names a node
//! that does not exist keeps its id and leads nowhere; every result depends on its input alone, and
//! never on hash or heap order.
//!
//! | file | what it computes | source |
//! |---|---|---|
//! | [`break_even`] | where costs along straight lines tie, and which is least where | Andrew 1979 |
//! | [`capacity_curve`] | the greatest flow by a capacity that several arcs have in common | Eisner and Severance 1976 |
//! | [`csr`] | the arcs out of each node | compressed sparse rows |
//! | [`dijkstra`] | shortest paths with one answer for ties | Dijkstra 1959, Johnson 1975 |
//! | [`diverse`] | paths of which none runs mostly along another | Chondrogiannis et al. 2020 |
//! | [`equilibrium`] | who goes where on a network that takes longer the more it is used | Beckmann, McGuire and Winsten 1956; Xie, Nie and Liu 2018 |
//! | [`furness`] | a table scaled to given sums | Deming and Stephan 1940, Furness 1965 |
//! | [`hierarchy`] | shortest paths in large graphs, in microseconds | Dibbelt, Strasser and Wagner 2016 |
//! | [`k_paths`] | the k best paths, none visiting a group twice | Yen 1971, Lawler 1972 |
//! | [`max_flow`] | the greatest flow and both extreme least cuts | Cherkassky and Goldberg 1997 |
//! | [`network_simplex`] | the cheapest flow that meets all supplies | Cunningham 1976, Király and Kovács 2012 |
//! | [`pareto`] | all best paths in several criteria | Martins 1984, Mandow and Pérez de la Cruz 2010 |
//! | [`reach`] | how far one gets within a budget | Dijkstra 1959 |
//! | [`throughput_curve`] | the greatest flow by the capacity of one arc | Ford and Fulkerson 1962 |
//! | [`territories`] | which of several owners is nearest, and where two tie | Erwig 2000 |
//! | [`multicommodity`] | what goes where at least cost under capacities, and what these are worth | Dantzig and Van Slyke 1967, Barnhart et al. 1995 |
//! | [`simplex`] | linear programs, with duals and warm starts | Dantzig 1963, Harris 1973 |
//! | [`tree`] | shortest path trees, many over one graph | Dijkstra 1959, Johnson 1975 |
//! | [`upgrades`] | the cheapest upgrades with which a target can flow | Land and Doig 1960, Magnanti and Wong 1984 |
//! | [`volume_delay`] | how long it takes to pass an arc by what uses it | Spiess 1990 and others |
//!
//! [`equilibrium`] and [`volume_delay`] compute with fractions: `f64` in units of the caller.
//!
//! Does not know: corridors, links, modes, units of measurement, files, screens; it names nothing
//! but `crate::task`.

pub mod break_even;
pub mod capacity_curve;
pub mod csr;
pub mod dijkstra;
pub mod diverse;
pub mod equilibrium;
pub mod furness;
pub mod hierarchy;
pub mod k_paths;
pub mod max_flow;
pub mod network_simplex;
#[cfg(test)]
mod oracle;
pub mod multicommodity;
pub mod pareto;
mod push_relabel;
mod queue;
pub mod reach;
pub mod throughput_curve;
pub mod territories;
pub mod simplex;
pub mod tree;
pub mod upgrades;
mod visits;
pub mod volume_delay;
