using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Several kustomizations in a folder, of which not every one may be applied.</summary>
internal sealed class KustomizationVariantsTests
{
    private const string Component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
    private Scratch _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new Scratch();
        _folder.Write("base/kustomization.yaml", "resources: [base.yaml]");
        _folder.Write("base/base.yaml", Role("base"));
        _folder.Write("dev/dev.yaml", Role("dev"));
        _folder.Write("dev/guard.yaml", "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, "
            + "metadata: {name: guard}, spec: {}}");
        _folder.Write("dev/kustomization.yaml", "resources: [../base, dev.yaml, guard.yaml]");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void What_one_of_two_overlays_lists_may_not_be_applied()
    {
        _folder.Write("prod/kustomization.yaml", "resources: [../base]");

        var read = Read("");

        var why = $"left out by {_folder["prod/kustomization.yaml"]}";
        Doubt(read, "dev").ShouldBe(why);
        Doubt(read, "base").ShouldBeNull("both put it together");
        read.NotDecided.ShouldHaveSingleItem().ShouldContain($"ValidatingAdmissionPolicy guard ({_folder["dev/guard.yaml"]}:1, {why})");
    }

    [Test]
    public void What_both_list_is_applied()
    {
        _folder.Write("prod/kustomization.yaml", "resources: [../base, ../both]");
        _folder.Write("both/kustomization.yaml", "resources: [both.yaml]");
        _folder.Write("both/both.yaml", Role("both"));
        _folder.Write("dev/kustomization.yaml", "resources: [../base, ../both]");

        Doubt(Read(""), "both").ShouldBeNull();
    }

    [Test]
    public void What_was_named_by_who_asks_is_applied()
    {
        _folder.Write("prod/kustomization.yaml", "resources: [../base]");

        foreach (var paths in new string[][]
        {
            ["base", "dev"], ["base", "dev", "prod"], ["base/kustomization.yaml", "base/base.yaml", "dev"],
        })
        {
            var read = Read(paths);

            read.NotDecided.ShouldBeEmpty();
            Doubt(read, "dev").ShouldBeNull();
        }
    }

    [Test]
    public void An_overlay_of_another_base_has_the_guard_left_out()
    {
        _folder.Write("prod/kustomization.yaml", "resources: [prod.yaml]");
        _folder.Write("prod/prod.yaml", Role("prod"));

        var read = Read("");

        read.NotDecided.ShouldHaveSingleItem().ShouldContain($"left out by {_folder["prod/kustomization.yaml"]}");
        Doubt(read, "dev").ShouldBeNull("they have nothing in common, and both may be applied");
    }

    [Test]
    public void One_without_any_access_needs_no_guard()
    {
        _folder.Write("samples/kustomization.yaml", "resources: [sample.yaml]");
        _folder.Write("samples/sample.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");

        Read("").NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void A_component_in_common_makes_no_variants()
    {
        _folder.Write("base/kustomization.yaml", Component + "resources: [base.yaml]");
        _folder.Write("dev/kustomization.yaml", "components: [../base]\nresources: [dev.yaml]");
        _folder.Write("prod/kustomization.yaml", "components: [../base]");

        Doubt(Read(""), "dev").ShouldBeNull();
    }

    [TestCase(Component, "in no kustomization's resources")]
    [TestCase("", null)]
    public void A_component_that_none_takes_in_may_not_be_applied(string head, string? why)
    {
        _folder.Write("part/kustomization.yaml", head + "resources: [part.yaml]");
        _folder.Write("part/part.yaml", Role("part"));

        Doubt(Read(""), "part").ShouldBe(why);
        Doubt(Read("part"), "part").ShouldBeNull("it was named");
    }

    private static string Role(string name) =>
        $"{{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {{name: {name}}}, rules: []}}";

    private static string? Doubt(RbacSnapshot read, string role) => read.Roles.Single(one => one.Name == role).Doubt;

    private RbacSnapshot Read(params string[] paths) => new ManifestSnapshot { ReadsAdmission = true }
        .Read([.. paths.Select(path => path.Length == 0 ? _folder.Root : _folder[path])], CancellationToken.None);
}
