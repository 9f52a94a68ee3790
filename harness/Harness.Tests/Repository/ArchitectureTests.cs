using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Harness.Tests.Repository;

/// <summary>What may use what: a project those listed before it, and a folder those listed before it in its project.</summary>
internal sealed class ArchitectureTests
{
    /// <summary>Lowest first. The project's own folder is ".", and folders of tests have no order.</summary>
    private static readonly (string Project, string Folders)[] Order =
    [
        ("harness/Harness.Rbac",
            ". Yaml Objects Bootstrap Questions Auditing Loading Evaluation Policies Learning Analysis Admission Findings Validation "
            + "Differences Generating"),
        ("benchmarks/Engine", "Loops Measuring Simulations . Http Agents"),
        ("harness/images/hello-app", "Serving Admission Endpoints Calling Load Agents ."),
        ("harness/Harness",
            ". Files Processes Waiting Lifetime Images Kubeconfigs Api Proxying "
            + "Clusters Clusters.Engine Clusters.Node Clusters.Existing Clusters.ControlPlane Clusters.Choosing "
            + "Access Workloads Workloads.Agents Workloads.Admission Installing Asking Results Runs Validating Checks Testing"),
        ("reports/Reports",
            "Text Statistics Measured Summary Headlines History Gates Rows Graphs Markdown JUnit Annotations Validation.Sarif Validation "
            + "Inputs Html Charts Html.Page Html.Head Html.Sections Html.Cost Html.Trend Html.Validation Html.Overview ."),
        ("benchmarks/Load",
            "Statistics Routes Quick Ladder Agents Alternatives SideEffects RbacCost Headless Suite Soak Versions Services Plans"),
        ("harness/Harness.Cli", "Terminal Texts Options Serving Commands ."),
        ("scenarios/Scenarios",
            "Running Walkthrough Alternatives AnyCluster BeyondServices Browsing Conformance Federation GitOps Auditing Matrix Rbac "
            + "Admission ."),
        ("benchmarks/Micro", ""),
        ("benchmarks/Load.Tests", ""),
        ("reports/Reports.Tests", ""),
        ("harness/Harness.Tests", ""),
    ];

    private static IEnumerable<string> Projects => Order.Select(entry => entry.Project);

    private static IEnumerable<TestCaseData<string, string[]>> Ordered => Order.Where(entry => entry.Folders.Length > 0)
        .Select(entry => new TestCaseData<string, string[]>(entry.Project, entry.Folders.Split(' ')).SetArgDisplayNames(entry.Project));

    [Test]
    public void Each_project_is_listed() => ProjectFile.All.Select(project => project.Folder).ShouldBe(Projects, ignoreOrder: true);

    [TestCaseSource(nameof(Ordered))]
    public void Each_folder_is_listed(string project, string[] folders) =>
        SourceCode.FoldersOf(project).ShouldBe(folders, ignoreOrder: true);

    [TestCaseSource(nameof(Projects))]
    public void A_project_uses_those_below_it(string project) =>
        ProjectFile.Of(project).References.Except(Projects.TakeWhile(other => other != project)).ShouldBeEmpty();

    /// <summary>
    /// A client of Kubernetes made elsewhere would verify certificates by the official client's own callback, and a callback of ours
    /// by whatever it forgets. hello-app calls its own kind, whose certificates nobody issued.
    /// </summary>
    [Test]
    public void Clients_of_an_API_server_are_made_in_one_place_and_no_callback_decides_about_certificates() => SourceCode.All
        .Where(tree => !IsTest(tree.FilePath) && tree.FilePath != "harness/Harness/Api/KubernetesClients.cs")
        .SelectMany(tree => tree.GetRoot().DescendantTokens().Where(token => Clients.Contains(token.Text)
                && (token.Text != "Kubernetes" || token.Parent?.Parent is ObjectCreationExpressionSyntax))
            .Select(token => $"{tree.FilePath}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {token.Text}"))
        .ShouldBeEmpty();

    private static readonly string[] Clients =
    [
        "Kubernetes", "KubernetesClientConfiguration", "RemoteCertificateValidationCallback", "ServerCertificateCustomValidationCallback",
        "DangerousAcceptAnyServerCertificateValidator", "CertificateValidationCallBack",
    ];

    private static bool IsTest(string file) => file.Split('/').Any(folder => folder.EndsWith(".Tests", StringComparison.Ordinal));

    [TestCaseSource(nameof(Ordered))]
    public void A_folder_uses_those_below_it(string project, string[] folders) => SourceCode.UsesBetweenFolders(project)
        .Where(use => Array.IndexOf(folders, use.To) > Array.IndexOf(folders, use.From))
        .Select(use => $"{use.From} → {use.To}: {use.Where}").Order().ShouldBeEmpty();
}
