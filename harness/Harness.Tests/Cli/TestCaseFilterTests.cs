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

    [Test]
    public void A_text_that_many_names_have_is_given_once_in_each_case_of_theirs() => TestCaseFilter.Containing("rbac(", ["A.Rbac(1)", "B.rbac(2)", "C.Rbac(3)"])
        .ShouldBe(@"FullyQualifiedName~Rbac\(|FullyQualifiedName~rbac\(");
}
