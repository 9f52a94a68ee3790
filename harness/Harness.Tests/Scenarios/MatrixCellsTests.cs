using Harness.Scenarios.Matrix;

namespace Harness.Tests.Scenarios;

internal sealed class MatrixCellsTests
{
    [Test]
    public void The_number_of_cells_is_pinned() =>
        // 14 identities × 8 methods × (6 service targets × 6 spellings + 1 pod without spellings)
        Cells.All.Count.ShouldBe(4144);

    [Test]
    public void The_sizes_of_the_dimensions_are_pinned()
    {
        Dimensions.Identities.Count.ShouldBe(14);
        Dimensions.Methods.Count.ShouldBe(8);
        Dimensions.Spellings.Count.ShouldBe(6);
        Dimensions.Targets.Count.ShouldBe(7);
    }

    [Test]
    public void Names_are_unique_in_each_dimension()
    {
        Dimensions.Identities.Select(identity => identity.Name).ShouldBeUnique();
        Dimensions.Methods.Select(method => method.Name).ShouldBeUnique();
        Dimensions.Spellings.Select(spelling => spelling.Name).ShouldBeUnique();
        Dimensions.Spellings.Select(spelling => spelling.Of("hello-app")).ShouldBeUnique();
        Dimensions.Targets.Select(target => target.Name).ShouldBeUnique();
        Dimensions.Targets.Select(target => target.Kind).ShouldBeUnique();
    }

    [Test]
    public void No_cell_is_there_twice()
    {
        Cells.All.ShouldBeUnique();
        Cells.All.Select(cell => cell.ToString()).ShouldBeUnique();
    }
}
