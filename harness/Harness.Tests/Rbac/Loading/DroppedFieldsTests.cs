namespace Harness.Tests.Rbac.Loading;

/// <summary>Fields that the API server drops without an effect on access, and those that would have had one.</summary>
internal sealed class DroppedFieldsTests
{
    [TestCase("kind: Role, name: hello}", "kind: Role, name: hello, namespace: bank}",
        "-:4:84: RoleBinding shop/hello: roleRef.namespace is no field of it, and the API server drops it: a Role is looked up in")]
    [TestCase("kind: Role, name: hello}", "kind: Role, name: hello, apiVersion: v1}",
        "-:4:85: RoleBinding shop/hello: roleRef.apiVersion is no field of it")]
    [TestCase("name: jane, apiGroup", "name: jane, apiVersion: v1, apiGroup",
        "-:7:40: RoleBinding shop/hello: subjects[1].apiVersion is no field of it")]
    [TestCase("subjects:", "status: {}\nsubjects:", "-:5:9: RoleBinding shop/hello: status is no field of it")]
    public void A_field_without_effect_is_a_warning(string old, string replacement, string warning)
    {
        var snapshot = ManifestText.Read(ManifestText.Binding.Replace(old, replacement, StringComparison.Ordinal));

        snapshot.Bindings.ShouldHaveSingleItem().Subjects.Count.ShouldBe(3);
        snapshot.Notes.ShouldHaveSingleItem().ShouldStartWith(warning);
    }

    [TestCase("name: jane,", "name: jane, nmaespace: shop,", "did you mean namespace?")]
    [TestCase("kind: Role, name: hello}", "kind: Role, name: hello, resourceNames: [a]}", "unknown field \"resourceNames\"")]
    public void Any_other_may_be_a_misspelt_one_and_is_refused(string old, string replacement, string complaint) =>
        Refusal.Of(() => ManifestText.Read(ManifestText.Binding.Replace(old, replacement, StringComparison.Ordinal)))
            .ShouldHaveSingleItem().ShouldContain(complaint);
}
