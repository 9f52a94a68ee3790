using System.Text;
using Harness.Rbac.Admission;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Lists of admission's objects, as API servers write them: items need not say what they are.</summary>
internal sealed class AdmissionListsTests
{
    private static readonly PathRule Rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];

    [Test]
    public void Policies_and_bindings_in_lists_are_read_as_the_rule_that_they_are([Values] bool saysWhat) => ObservedAdmission.Of(Read(
        List("ValidatingAdmissionPolicyList", Item(PathPolicy.Of(Rule), saysWhat))
        + List("ValidatingAdmissionPolicyBindingList", Item(PathPolicy.BindingOf(Rule), saysWhat)))).Rules.ShouldHaveSingleItem()
        .Name.ShouldBe(Rule.Name);

    [Test]
    public void A_webhook_in_a_list_is_known_by_kind_name_and_place()
    {
        var one = Read(List("ValidatingWebhookConfigurationList", """{"metadata": {"name": "gate"}, "webhooks": []}""")).Admission!.Objects
            .ShouldHaveSingleItem();

        (one.Kind, one.Name, one.Location!.Line).ShouldBe(("ValidatingWebhookConfiguration", "gate", 3));
        one.Json["kind"]!.ToString().ShouldBe("ValidatingWebhookConfiguration");
    }

    private static string Item(System.Text.Json.Nodes.JsonObject made, bool saysWhat)
    {
        if (!saysWhat)
        {
            made.Remove("apiVersion");
            made.Remove("kind");
        }

        return made.ToJsonString();
    }

    private static string List(string kind, string item) =>
        $"apiVersion: admissionregistration.k8s.io/v1\nkind: {kind}\nitems: [{item}]\n---\n";

    private static RbacSnapshot Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return new ManifestSnapshot { ReadsAdmission = true }.Read("list.yaml", stream);
    }
}
