import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  type Icon,
  IconBabyCarriage,
  IconBarbell,
  IconBasket,
  IconBeer,
  IconBike,
  IconBolt,
  IconBook,
  IconBuildingBank,
  IconBus,
  IconCamera,
  IconCar,
  IconCash,
  IconCoffee,
  IconDots,
  IconDroplet,
  IconFlame,
  IconGasStation,
  IconGift,
  IconHeart,
  IconHome,
  IconMovie,
  IconMusic,
  IconPaw,
  IconPhone,
  IconPill,
  IconPizza,
  IconPlane,
  IconPlant2,
  IconReceipt,
  IconSchool,
  IconScissors,
  IconShield,
  IconShirt,
  IconSofa,
  IconStethoscope,
  IconTicket,
  IconTools,
  IconToolsKitchen2,
  IconTrain,
  IconWifi,
} from '@tabler/icons-react';

type CategoryIconChoice = {
  /** The API's name of the icon. */
  readonly name: string;
  /** What a picker calls it. */
  readonly label: MessageDescriptor;
  readonly icon: Icon;
};

/** The icons a category can have: all that the API knows. */
export const CATEGORY_ICONS = [
  { name: 'dots', label: msg`Other`, icon: IconDots },
  { name: 'basket', label: msg`Basket`, icon: IconBasket },
  { name: 'home', label: msg`House`, icon: IconHome },
  { name: 'train', label: msg`Train`, icon: IconTrain },
  { name: 'heart', label: msg`Heart`, icon: IconHeart },
  { name: 'ticket', label: msg`Ticket`, icon: IconTicket },
  { name: 'shirt', label: msg`Shirt`, icon: IconShirt },
  { name: 'book', label: msg`Book`, icon: IconBook },
  { name: 'gift', label: msg`Gift`, icon: IconGift },
  { name: 'plane', label: msg`Plane`, icon: IconPlane },
  { name: 'restaurant', label: msg`Restaurant`, icon: IconToolsKitchen2 },
  { name: 'coffee', label: msg`Coffee`, icon: IconCoffee },
  { name: 'pizza', label: msg`Pizza`, icon: IconPizza },
  { name: 'beer', label: msg`Beer`, icon: IconBeer },
  { name: 'car', label: msg`Car`, icon: IconCar },
  { name: 'bus', label: msg`Bus`, icon: IconBus },
  { name: 'bike', label: msg`Bicycle`, icon: IconBike },
  { name: 'fuel', label: msg`Fuel`, icon: IconGasStation },
  { name: 'phone', label: msg`Phone`, icon: IconPhone },
  { name: 'wifi', label: msg`Internet`, icon: IconWifi },
  { name: 'bolt', label: msg`Electricity`, icon: IconBolt },
  { name: 'droplet', label: msg`Water`, icon: IconDroplet },
  { name: 'flame', label: msg`Heating`, icon: IconFlame },
  { name: 'tools', label: msg`Repairs`, icon: IconTools },
  { name: 'sofa', label: msg`Furniture`, icon: IconSofa },
  { name: 'plant', label: msg`Garden`, icon: IconPlant2 },
  { name: 'paw', label: msg`Pets`, icon: IconPaw },
  { name: 'baby', label: msg`Children`, icon: IconBabyCarriage },
  { name: 'school', label: msg`School`, icon: IconSchool },
  { name: 'stethoscope', label: msg`Doctor`, icon: IconStethoscope },
  { name: 'pill', label: msg`Medicine`, icon: IconPill },
  { name: 'barbell', label: msg`Sport`, icon: IconBarbell },
  { name: 'music', label: msg`Music`, icon: IconMusic },
  { name: 'movie', label: msg`Film`, icon: IconMovie },
  { name: 'camera', label: msg`Photography`, icon: IconCamera },
  { name: 'cash', label: msg`Cash`, icon: IconCash },
  { name: 'bank', label: msg`Bank`, icon: IconBuildingBank },
  { name: 'receipt', label: msg`Receipt`, icon: IconReceipt },
  { name: 'shield', label: msg`Insurance`, icon: IconShield },
  { name: 'scissors', label: msg`Hairdresser`, icon: IconScissors },
] as const satisfies readonly CategoryIconChoice[];

export type CategoryIconName = (typeof CATEGORY_ICONS)[number]['name'];

const ICON_BY_NAME: ReadonlyMap<string, Icon> = new Map(
  CATEGORY_ICONS.map(({ name, icon }) => [name, icon]),
);

/** The icon of a category. A name that is not in the list, from a newer server, becomes three dots. */
export function categoryIcon(name: string): Icon {
  return ICON_BY_NAME.get(name) ?? IconDots;
}
