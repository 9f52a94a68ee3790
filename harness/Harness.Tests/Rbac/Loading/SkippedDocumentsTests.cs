namespace Harness.Tests.Rbac.Loading;

/// <summary>Documents of other kinds are passed over by their first glance; none of RBAC's passes for one.</summary>
internal sealed class SkippedDocumentsTests
{
    private const string Deployment =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  text: |\n    kind: RoleBinding\n";

    [Test]
    public void Another_kind_is_counted_and_what_is_in_it_not_read()
    {
        var snapshot = ManifestText.Read($"{Deployment}  broken: [\n---\n{ManifestText.Role}\n---\n# nothing\n---\n{Deployment}");

        snapshot.Roles.ShouldHaveSingleItem().Location!.Line.ShouldBe(10);
        snapshot.PassedOver.ShouldBe(new Dictionary<string, int> { ["Deployment"] = 2 });
    }

    [TestCase("metadata: {name: x, text: \"\nkind: Deployment\napiVersion: apps/v1\n\"}\nROLE", Description = "in quotes at the margin")]
    [TestCase("  apiVersion: rbac.authorization.k8s.io/v1\n  kind: Role\n  metadata: {name: x, annotations: {a: \""
        + "\nkind: Deployment\napiVersion: apps/v1\n\"}}\n  rules: []", Description = "indented as a whole")]
    [TestCase("kind: \"R\\x6fle\"\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: x}\nrules: []", Description = "escaped")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\nitems:\n- ITEM", Description = "kubectl applies the items")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\n\"items\":\n- ITEM")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\n...\n---\nROLE")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\na: |2\n   x\n---\nROLE", Description = "behind a block of text")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\n--- # comment\nROLE")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\n"
        + "--- {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: x}, rules: []}")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\r---\rROLE", Description = "old line ends")]
    [TestCase("apiVersion: apps/v1\nkind: Deployment\u2028---\u2028ROLE", Description = "line ends that only YAML knows")]
    [TestCase("apiVersion: apps/v1\r\nkind: Deployment\r\n---\r\nROLE")]
    [TestCase("%YAML 1.1\n---\napiVersion: apps/v1\nkind: Deployment\n---\nROLE")]
    [TestCase("{apiVersion: apps/v1, kind: Deployment}\n---\nROLE")]
    [TestCase("? kind\n: Role\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: x}\nrules: []")]
    [TestCase("kind : Role\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: x}\nrules: []")]
    [TestCase("kind:\n  Role\napiVersion:\n  rbac.authorization.k8s.io/v1\nmetadata: {name: x}\nrules: []")]
    [TestCase("kind: Role # Deployment\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: x}\nrules: []")]
    [TestCase("x: &a\n  kind: Role\n<<: *a\napiVersion: apps/v1\nmetadata: {name: x}", Description = "merged")]
    public void No_role_is_hidden(string text)
    {
        var whole = text.Replace("ROLE", ManifestText.Role, StringComparison.Ordinal)
            .Replace("ITEM", ManifestText.Role.ReplaceLineEndings("\n  "), StringComparison.Ordinal);

        try
        {
            ManifestText.Read(whole).Roles.ShouldHaveSingleItem();
        }
        catch (HarnessException refused)
        {
            refused.Kind.ShouldBe(FailureKind.BadInput); // refused is not hidden
        }
    }

    [TestCase("kind: Deployment\napiVersion: apps/v1\nimage: {{ .Values.image }}", "is a template")]
    [TestCase("kind: Deployment\nkind: Role\napiVersion: rbac.authorization.k8s.io/v1", "the key \"kind\" is on line 1 already")]
    public void What_is_not_certain_is_read(string text, string complaint) =>
        Refusal.Of(() => ManifestText.Read(text)).ShouldContain(line => line.Contains(complaint));
}
