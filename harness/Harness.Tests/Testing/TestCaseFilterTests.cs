using Harness.Testing;
namespace Harness.Tests.Testing;

internal sealed class TestCaseFilterTests
{
    [Test]
    public void Each_name_is_matched_whole() =>
        TestCaseFilter.Of(["A.B.One", "A.B.Two"]).ShouldBe("FullyQualifiedName=A.B.One|FullyQualifiedName=A.B.Two");

    [Test]
    public void Operators_in_a_name_are_escaped() => TestCaseFilter.Of(["A.B(x=1&y!=2|~\\)"])
        .ShouldBe(@"FullyQualifiedName=A.B\(x\=1\&y\!\=2\|\~\\\)");

    [TestCase("rbac.", "FullyQualifiedName~Rbac.|FullyQualifiedName~rbac.")]
    [TestCase("(1)", @"FullyQualifiedName=A.Rbac.One\(1\)|FullyQualifiedName=C.Rbac.Three\(1\)")]
    public void A_part_of_many_names_is_given_once_in_each_case_of_theirs_but_for_what_only_arguments_have(string text, string filter)
    {
        string[] names = ["A.Rbac.One(1)", "B.rbac.Two(2)", "C.Rbac.Three(1)"];

        TestCaseFilter.Of(text, [.. names.Where(name => name.Contains(text, StringComparison.OrdinalIgnoreCase))]).ShouldBe(filter);
    }
}
