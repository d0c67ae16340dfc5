import type { WizardValues } from '@/lib/api/schemas/wizard'
import { emptyFor } from '@/lib/api/schemas/wizard-draft'
import type { Cloud } from '@/lib/domain/cloud-rules'
import {
  AZURE_PUBLIC_IPS,
  AZURE_REGION,
  AZURE_SUBNETS,
  NETWORKS,
  RESOURCE_GROUP,
} from '@/lib/testing/azure-worlds'
import { GROUP_OF_SECURITY, PROD, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

/** Public IPs that fit, and that the sweep and the load do not both have in a pool: they may share a world. */
export const SPARE_PUBLIC_IPS: {
  readonly [cloud in Cloud]: { readonly sweep: string; readonly load: readonly string[] }
} = {
  aws: { sweep: PUBLIC_IPS[0].id, load: [PUBLIC_IPS[1].id, PUBLIC_IPS[2].id] },
  azure: {
    sweep: AZURE_PUBLIC_IPS.zone1.id,
    load: [AZURE_PUBLIC_IPS.zone1More.id, AZURE_PUBLIC_IPS.redundant.id],
  },
}

/** What the chaos changes of a group, one beside the other; pools as they are typed. */
export type GroupWish = {
  readonly name: string
  readonly target: number
  readonly pool: string
  /** The members of the public IP pool. */
  readonly publicIps: readonly string[]
}

/** A stateful group on AWS that launches its pool at once, or a zonal group on Azure with two interfaces per VM. */
export const valuesOf = (cloud: Cloud, wish: GroupWish): WizardValues => VALUES[cloud](wish)

const VALUES: { readonly [cloud in Cloud]: (wish: GroupWish) => WizardValues } = {
  aws: ({ name, target, pool, publicIps }) => ({
    general: {
      ...{ name, cloud: 'aws', region: 'us-east-1', virtualNetworkId: PROD, zones: [] },
      subnetIds: [SUBNETS.prodA.id],
      capacity: { minimum: 0, target, maximum: 40 },
    },
    compute: {
      ...emptyFor('aws').compute,
      imageId: 'ami-0abcdef1234567890',
      instanceTypes: ['i4i.xlarge'],
      securityGroupIds: [GROUP_OF_SECURITY.cassandra],
    },
    persistence: {
      ...{ kind: 'stateful', maintainPrivateIp: true, privateIpPool: pool, overflow: 'random' },
      publicIpPool: [...publicIps],
      ...{ resumePoolOnCreate: true, coolingSeconds: 0, releaseAfterDays: '', releasePoolMembers: false },
    },
    kept: {},
  }),
  azure: ({ name, target, pool, publicIps }) => ({
    general: {
      // One zone: which public IP fits a VM is then known before its market is asked.
      ...{ name, cloud: 'azure', region: AZURE_REGION, virtualNetworkId: '', subnetIds: [], zones: ['1'] },
      capacity: { minimum: 0, target, maximum: 40 },
    },
    compute: {
      ...emptyFor('azure').compute,
      imageId: 'Canonical:ubuntu-24_04-lts:server:latest',
      instanceTypes: ['Standard_D4s_v5'],
      resourceGroup: RESOURCE_GROUP,
    },
    persistence: {
      ...{ kind: 'pooled', networkResourceGroup: '', virtualNetworkId: NETWORKS.zonal },
      ...{ publicIpSku: 'standard', loadBalancerIds: [], coolingSeconds: 0 },
      nics: [
        {
          ...{ key: 'eth0', name: 'eth0', subnetId: AZURE_SUBNETS.web.id, primary: true, publicIp: true },
          ...{ networkSecurityGroupId: '', applicationSecurityGroupIds: [], privateIpPool: pool },
          publicIpPool: [...publicIps],
        },
        {
          ...{ key: 'eth1', name: 'eth1', subnetId: AZURE_SUBNETS.data.id, primary: false, publicIp: false },
          ...{ networkSecurityGroupId: '', applicationSecurityGroupIds: [], privateIpPool: '' },
          publicIpPool: [],
        },
      ],
    },
    kept: {},
  }),
}
