using System.Text.Json;
using Wva.Aggregator.Options;
using Wva.Aggregator.Publish;
using Wva.Api;
using Wva.Kubernetes.Resources;

namespace Wva.Aggregator.Api;

/// <summary>The read-only JSON on the plain HTTP door: GET only, whoever of the aggregators is asked.</summary>
internal static class ApiEndpoints
{
    private static readonly byte[] NotYet = Error("no cycle has gone through yet");

    /// <summary>What the endpoints need.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton<StatusBytes>().AddSingleton<ScenarioBytes>();

    /// <summary>Serves them.</summary>
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Status, StatusAsync);
        endpoints.MapGet(ApiRoutes.Scenario, ScenarioAsync);
        endpoints.MapGet(ApiRoutes.Explain + "/{namespace}/{name}", ExplainAsync);
    }

    private static Task StatusAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<StatusBytes>().Current() is { } bytes
            ? WriteAsync(context, StatusCodes.Status200OK, bytes)
            : WriteAsync(context, StatusCodes.Status503ServiceUnavailable, NotYet);

    private static Task ScenarioAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var page = services.GetRequiredService<PublishedTable>().Page;
        if (page.Outcome is { } outcome)
        {
            return WriteAsync(context, StatusCodes.Status200OK, services.GetRequiredService<ScenarioBytes>().Of(outcome));
        }

        var answerer = Answerer.Now(services.GetRequiredService<AggregatorOptions>(), services.GetRequiredService<ILeadership>());
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, answerer.Decides || ReferenceEquals(page, PublishedPage.Empty) ? NotYet : Error(FollowsText(answerer)));
    }

    private static string FollowsText(Answerer answerer) =>
        $"{answerer.Self} follows and decides nothing; ask {answerer.Leader ?? "the one that decides"}{(answerer.LeaderAddress is { } address ? $" at {address}" : "")}";

    private static Task ExplainAsync(HttpContext context)
    {
        var page = context.RequestServices.GetRequiredService<PublishedTable>().Page;
        if (ReferenceEquals(page, PublishedPage.Empty))
        {
            return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, NotYet);
        }

        var key = $"{context.Request.RouteValues["namespace"]}/{context.Request.RouteValues["name"]}";
        if (page.Variants.FirstOrDefault(variant => variant.Key.ToString() == key) is not { } variant)
        {
            return WriteAsync(context, StatusCodes.Status404NotFound, Error(Unknown(page, key)));
        }

        var services = context.RequestServices;
        var answerer = Answerer.Now(services.GetRequiredService<AggregatorOptions>(), services.GetRequiredService<ILeadership>());
        var report = Explainer.Explain(page, variant, answerer, services.GetRequiredService<TimeProvider>().GetUtcNow());
        return WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.ExplainReport));
    }

    private static string Unknown(PublishedPage page, string key)
    {
        var known = string.Join(", ", page.Variants.Take(Reporter.MaxListed).Select(variant => variant.Key.ToString()));
        var more = page.Variants.Length > Reporter.MaxListed ? $" and {page.Variants.Length - Reporter.MaxListed} more" : "";
        return $"variant: '{key}' is not known; allowed: {(known.Length == 0 ? "none, for there is no variant" : known + more)}";
    }

    private static byte[] Error(string text) => JsonSerializer.SerializeToUtf8Bytes(new ErrorReport(text), ApiJson.Default.ErrorReport);

    private static async Task WriteAsync(HttpContext context, int status, byte[] json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
