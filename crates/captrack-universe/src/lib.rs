//! New Eden: regions, constellations, systems, NPC stations and capital hulls, embedded.
