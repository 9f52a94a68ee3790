using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Loading;
using Harness.Rbac.Policies;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Admission's objects in files that may never be applied: what is not applied refuses nothing, so that is never a pass.</summary>
internal sealed class AdmissionNotAppliedTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("app/role.yaml", ManifestText.Role);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void One_that_kustomize_leaves_out_is_undecided()
    {
        _folder.Write("app/binding.json", Binding("config.kubernetes.io/local-config"));
        _folder.Write("app/kustomization.yaml", "resources: [role.yaml, binding.json]");

        NotDecided().ShouldHaveSingleItem().ShouldContain("config.kubernetes.io/local-config, and kubectl apply does not: Validating");
    }

    [TestCase("app/binding.json", "resources: [role.yaml]")]
    [TestCase("app/deep/binding.json", "resources: [role.yaml]")]
    public void One_in_a_file_that_no_kustomization_lists_is_undecided(string file, string kustomization)
    {
        _folder.Write(file, Binding("a"));
        _folder.Write("app/kustomization.yaml", kustomization);

        NotDecided().ShouldHaveSingleItem().ShouldContain("refuses nothing: ValidatingAdmissionPolicyBinding harness-paths.shop.scraper");
    }

    [TestCase("resources: [role.yaml, ./binding.json]")]
    [TestCase("resources: [../app/binding.json]")]
    public void One_that_is_listed_is_in_force(string kustomization)
    {
        _folder.Write("app/binding.json", Binding("a"));
        _folder.Write("app/kustomization.yaml", kustomization);

        NotDecided().ShouldBeEmpty();
    }

    [Test]
    public void Without_a_kustomization_all_are_in_force()
    {
        _folder.Write("app/binding.json", Binding("config.kubernetes.io/local-config"));

        NotDecided().ShouldBeEmpty();
    }

    [TestCase("resources: [a]", true)]
    [TestCase("resources: [a, b]", false)]
    [TestCase("resources: [a]\ncomponents: [./b/]", false)]
    public void One_that_only_a_kustomization_lists_which_the_one_above_does_not_is_undecided(string above, bool isUndecided)
    {
        _folder.Write("app/kustomization.yaml", above + "\n");
        _folder.Write("app/a/kustomization.yaml", "resources: [../role.yaml]");
        var head = above.Contains("components", StringComparison.Ordinal)
            ? "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
            : "";
        _folder.Write("app/b/kustomization.yaml", head + "resources: [binding.json]");
        _folder.Write("app/b/binding.json", Binding("a"));

        NotDecided().Count(text => text.StartsWith("these may not be applied together", StringComparison.Ordinal))
            .ShouldBe(isUndecided ? 1 : 0);
    }

    [TestCase("helm.sh/hook")]
    [TestCase("argocd.argoproj.io/hook")]
    [TestCase("kustomize.toolkit.fluxcd.io/reconcile")]
    public void One_that_a_tool_makes_at_a_time_of_its_own_or_leaves_alone_is_undecided(string annotation)
    {
        _folder.Write("app/binding.json", Binding(annotation));

        NotDecided().ShouldHaveSingleItem().ShouldEndWith($" ({annotation}: true); change that, or leave them out with --exclude");
        _folder.Write("app/binding.json", Binding("a"));
        _folder.Write("app/kustomization.yaml", $"resources: [role.yaml, binding.json]\ncommonAnnotations: {{{annotation}: x}}");
        NotDecided().ShouldHaveSingleItem().ShouldContain("commonAnnotations", customMessage: "of its kustomization");
    }

    [TestCase("v1", "List", false)]
    [TestCase("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBindingList", false)]
    [TestCase("example.com/v1", "FooList", true)]
    [TestCase("admissionregistration.k8s.io/v1", "FooList", true)]
    public void One_in_a_list_that_a_server_may_not_know_is_undecided(string version, string kind, bool isUndecided)
    {
        _folder.Write("app/binding.json", $$"""{"apiVersion": "{{version}}", "kind": "{{kind}}", "items": [{{Binding("a")}}]}""");

        NotDecided().Count(text => text.Contains($"(in a {kind} of {version})", StringComparison.Ordinal)).ShouldBe(isUndecided ? 1 : 0);
        NotDecided().Count.ShouldBe(isUndecided ? 1 : 0);
    }

    [Test]
    public void One_that_the_folder_itself_leaves_out_is_undecided_where_admission_matters()
    {
        _folder.Write("app/binding.json", Binding("a"));
        _folder.Write("app/.harnessignore", "binding.json");

        NotDecided().ShouldHaveSingleItem().ShouldContain("has RBAC or admission in it, or may have");
        NotDecided(readsAdmission: false).ShouldBeEmpty();
    }

    private IReadOnlyList<string> NotDecided(bool readsAdmission = true) =>
        new ManifestSnapshot { ReadsAdmission = readsAdmission }.Read(_folder["app"], CancellationToken.None).NotDecided;

    private static string Binding(string annotation)
    {
        var rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];
        var binding = PathPolicy.BindingOf(rule);
        binding["metadata"]!["annotations"] = new JsonObject { [annotation] = "true" };
        return binding.ToJsonString();
    }
}
