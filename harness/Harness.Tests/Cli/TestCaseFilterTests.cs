using Harness.Cli.Tests;

namespace Harness.Tests.Cli;

internal sealed class TestCaseFilterTests
{
    [Test]
    public void Each_name_is_matched_whole() =>
        TestCaseFilter.Of(["A.B.One", "A.B.Two"]).ShouldBe("FullyQualifiedName=A.B.One|FullyQualifiedName=A.B.Two");

    [Test]
    public void Operators_in_a_name_are_escaped() => TestCaseFilter.Of(["A.B(x=1&y!=2|~\\)"])
        .ShouldBe(@"FullyQualifiedName=A.B\(x\=1\&y\!\=2\|\~\\\)");
}
