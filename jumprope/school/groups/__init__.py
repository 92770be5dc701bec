"""Groups of students beside their sections: homerooms, interventions, clubs."""
